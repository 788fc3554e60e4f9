# Without records the point says that it cannot know, instead of showing a nought for an amount.
as of 2018-10-12
person amina: born 1990-05-01, protected 2018-09-15
expect figure programme_104.credits_eur cannot be computed
expect figure language_680h.entered is 0
expect amina R02 ready
expect amina R07 waiting

# The card cannot come before R02 15 + R06 120 + R07 45 = 180 days. The prefecture owes it within 90 days of protection
# (14 December): expecting to be late blocks nobody yet, being late does, and her family form is the first thing to send.
expect amina R07 waiting expected 2019-04-10
expect amina not blocked at R07
as of 2018-12-14
expect amina not blocked at R07
as of 2018-12-15
expect amina blocked at R07 because late root R02
