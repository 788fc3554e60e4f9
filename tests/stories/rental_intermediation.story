# In rental intermediation on the day: those who entered and have not left.
as of 2018-10-12
person awa: born 1985-05-05, protected 2017-03-01
person bah: born 1985-05-05, protected 2017-03-01
person cira: born 1985-05-05, protected 2017-03-01
place iml: for L07, 10 seats, from 2017-01-01
awa entered iml on 2018-01-01
bah entered iml on 2018-02-01
bah left iml on 2018-10-11
cira entered iml on 2018-10-13
expect figure rental_intermediation.people is 1
as of 2018-10-13
expect figure rental_intermediation.people is 2
