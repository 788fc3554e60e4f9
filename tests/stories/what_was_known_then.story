# The card was given on 20 September and recorded on 20 October. Two days of knowledge, two answers.
as of 2018-10-25
person hana: born 1982-12-12, protected 2017-05-05
hana done R02 R03 R04 on 2017-06-10
hana done R05 on 2018-06-20
hana done R06 on 2018-06-01
hana done R07 on 2018-09-20, recorded 2018-10-20
expect hana R07 done since 2018-09-20
known at 2018-10-12
expect hana R07 ready
known at 2018-10-20
expect hana R07 done since 2018-09-20
