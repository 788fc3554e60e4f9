# The receipt is valid six months (182 days). Nobody asked for a new one: rights break.
as of 2018-07-31
person filmon: born 1994-04-04, protected 2018-01-10
filmon done R02 R03 R04 on 2018-01-30
filmon done R05 on 2018-01-31
expect filmon R05 done since 2018-01-31
as of 2018-09-30
expect filmon R05 expired
expect filmon blocked at R05 because expired
filmon requested R05 on 2018-09-20
expect filmon not blocked at R05
