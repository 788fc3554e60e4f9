// The copy of everything held on one person: seen on a page, or taken away as a PDF or as JSON. Two routes,
// hence two rights of `catalogue/page_rights.csv`; what leaves is in the access log as an export before it
// is made, and says itself who took it and when.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "rights/person_export_actions.hpp"
#include "ui/locale.hpp"

namespace jalon::rights {

/// What the access log says of an export; `format` in capitals: "PDF".
std::string export_purpose(std::string_view format);
/// To print, in one of `copy_languages()`.
std::string to_pdf(const PersonExport& file, const ui::Locale& locale);

/// Everything must outlive the router.
void add_person_copy_pages(http::Router& router, const pathways::Workspace& workspace,
                           const std::vector<people::HeldSection>& sections);

}  // namespace jalon::rights
