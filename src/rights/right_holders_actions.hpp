// Who exercises the rights of a person, and what of the copy of a file they may hand over: asked by pages and
// by the command line alike.
#pragma once

#include <string_view>

#include "base/date.hpp"
#include "partners/visibility.hpp"
#include "rights/person_export_actions.hpp"

namespace jalon::rights {

/// Whoever may write the identity, and the data-protection officer.
bool exercises_rights(const partners::Caller& caller, const partners::View& view,
                      const partners::Relation& relation);
/// The officer alone; before there are accounts, whoever uses the machine.
bool erases(const partners::Caller& caller, const partners::View& view);

/// Takes out of a copy what only others may hand over: the words of notes of another organisation, and the
/// two flags of health for who is not named. The officer's copy holds everything.
void keep_apart(store::Reader& reader, std::string_view territory, Date today, const partners::Caller& caller,
                const partners::View& view, PersonExport& file);

}  // namespace jalon::rights
