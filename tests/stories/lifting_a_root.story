# Karim's residence permit application stands still at the counter. Days are counted from 12 October 2018.
#   housing  R04 blocked = max 90, R05 1, then L07 60 (L04 is done)              = 151 days
#   work     E10: 90 + 1 + E01 0 + 270 = 361; E08: max(R05 91 + E02 10, C08 30 + C09 60) + 180 = 281 days
# With R04 done today: L07 1 + 60 = 61; E08: max(1 + 10, 90) + 180 = 270 (E10 is 271). Gain (151-61) + (281-270) = 101.
as of 2018-10-12
person karim: born 1978-01-01, protected 2018-03-01
person leila: partner, in karim, born 1980-01-01, protected 2018-03-01, left 2018-04-01
person nadir: child, in karim, born 2010-01-01, protected 2018-03-01
karim done R02 R03 on 2018-03-20
karim done L04 on 2018-04-20
karim requested R04 on 2018-09-20
karim blocked R04 on 2018-10-01 because B03 by prefecture-63

expect karim blocked at R04 because B03 root R04 gains 101 days since 2018-10-01
expect karim L07 waiting expected 2019-03-12
expect karim E08 waiting expected 2019-07-20
expect 1 person blocked by B03
expect agenda of 60 minutes holds karim

karim unblocked R04 on 2018-10-12
karim done R04 on 2018-10-12
expect karim L07 waiting expected 2018-12-12
expect karim E08 waiting expected 2019-07-09
expect karim not blocked at R04
