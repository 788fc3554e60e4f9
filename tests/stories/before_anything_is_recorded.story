# Without records the point says that it cannot know, instead of showing a nought for an amount.
as of 2018-10-12
person amina: born 1990-05-01, protected 2018-03-01
expect figure programme_104.credits_eur cannot be computed
expect figure language_680h.entered is 0
expect amina R02 ready
expect amina R07 waiting
expect amina not blocked
