# Dedicated Garantie jeunes sessions with French inside: those under 25 on the day who entered one.
as of 2018-10-12
person awa: born 1997-05-05, protected 2018-03-01
person bah: born 1996-01-01, protected 2018-03-01
person cira: born 1993-10-13, protected 2018-03-01
person doro: born 1993-10-12, protected 2018-03-01
person emil: born 1998-05-05, protected 2018-03-01
place gj-fle: for E04, 12 seats, from 2018-09-03, ages 16 to 25, includes C07
place gj: for E04, 12 seats, from 2018-09-03, ages 16 to 25
awa entered gj-fle on 2018-09-03
bah entered gj on 2018-09-03
cira entered gj-fle on 2018-09-03
doro entered gj-fle on 2018-09-03
emil accepted gj-fle on 2018-09-03
# Awa, and Cira who turns 25 tomorrow. Bah has no French in his session, Doro is 25 today, Emil has not entered.
expect figure youth_guarantee.with_language is 2
as of 2018-10-13
expect figure youth_guarantee.with_language is 1
