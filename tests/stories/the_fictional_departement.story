# The statements of the prefecture's page of 12 October 2018, computed from the records of the fictional département.
demo 2018 1100
as of 2018-10-12
expect figure language_680h.entered is 75
expect figure language_680h.expected_year_end is more than 100
expect figure language_680h.cost_eur is 800000
expect figure housing.exits is 121
expect figure rental_intermediation.people is 186
expect figure youth_guarantee.with_language is more than 0
expect figure programme_104.credits_eur is 395000000
expect figure programme_104.growth_pct is more than 39

# Change one record and the figure follows.
until 2018-07-31
expect figure housing.exits is 121
forget one exit
expect figure housing.exits is 120
