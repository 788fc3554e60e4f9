# The 680-hour modules: who entered, who will have by the end of the year, what they cost. Other hours do not count.
as of 2018-10-12
person awa: born 1990-05-05, protected 2018-03-01
person bah: born 1990-05-05, protected 2018-03-01
person cira: born 1990-05-05, protected 2018-03-01
place m1: for C06, 15 seats, from 2018-09-10 to 2019-01-31, 680 hours, costs 120000
place m2: for C06, 10 seats, from 2018-11-05 to 2019-03-29, 680 hours, costs 80000
place m3: for C06, 10 seats, from 2019-01-07 to 2019-05-29, 680 hours, costs 80000
place short: for C06, 10 seats, from 2018-11-05, 200 hours, costs 20000
awa entered m1 on 2018-09-10
bah accepted m2 on 2018-10-01
cira entered short on 2018-10-01
expect figure language_680h.entered is 1
# 1 entered + 1 accepted + 9 seats left in m2; m1 has begun, m3 begins next year.
expect figure language_680h.expected_year_end is 11
expect figure language_680h.cost_eur is 200000

# Awa leaves and comes back: she is one person. Cira joins the module that has begun.
awa left m1 on 2018-10-02
awa entered m1 on 2018-10-08
expect figure language_680h.entered is 1
cira entered m1 on 2018-10-10
expect figure language_680h.entered is 2
expect figure language_680h.expected_year_end is 12

# What was recorded later was not known then.
place m4: for C06, 10 seats, from 2018-12-03 to 2019-04-30, 680 hours, costs 80000, recorded 2018-10-20
known at 2018-10-12
expect figure language_680h.cost_eur is 200000
known at 2018-10-20
expect figure language_680h.cost_eur is 280000
