# A refusal opens another step: the right to an account exists once a bank has refused, and not before.
as of 2018-10-12
person yonas: born 1991-07-07, protected 2018-05-02
yonas done R02 R03 R04 R05 on 2018-06-20
expect yonas R10 ready
expect yonas R11 not_relevant

yonas requested R10 on 2018-09-01 by bank-a
yonas refused R10 on 2018-09-20 by bank-a
expect yonas R10 refused since 2018-09-20
expect yonas blocked at R10 because refused
expect yonas R11 ready

# He asks another bank: something is under way again.
yonas requested R10 on 2018-10-10 by bank-b
expect yonas not blocked at R10
