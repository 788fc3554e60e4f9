// The page of a problem where the site gives none: a sentence and the reference that stands in the log.
#pragma once

#include "http/response.hpp"
#include "http/server.hpp"

namespace jalon::http {

Response plain_problem_page(const Problem& problem);

}  // namespace jalon::http
