# Exits from accommodation into housing count people, children included, each once.
as of 2018-10-12
until 2018-07-31
person awa: born 1985-05-05, protected 2017-03-01
person bah: partner, in awa, born 1984-05-05, protected 2017-03-01
person cira: child, in awa, born 2012-05-05, protected 2017-03-01
person solo: born 1990-05-05, protected 2017-03-01
place cph: for L02, 10 seats, from 2017-01-01
awa entered cph on 2017-06-01
bah entered cph on 2017-06-01
cira entered cph on 2017-06-01
solo entered cph on 2017-06-01
awa left cph on 2018-06-10
bah left cph on 2018-06-10
cira left cph on 2018-06-10
awa done L06 on 2018-06-15
bah done L06 on 2018-06-15
cira done L06 on 2018-06-15
expect figure housing.exits is 3

# Solo leaves without a home in sight: it is no exit into housing. He finds one 31 days later: too late to be linked.
solo left cph on 2018-05-01
expect figure housing.exits is 3
solo done L08 on 2018-06-01
expect figure housing.exits is 3
forget one exit
expect figure housing.exits is 2
until 2018-06-01
expect figure housing.exits is 0
