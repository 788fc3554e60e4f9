// The id of a command sent by a form, made of the id that the form carried and of what it says: the same form
// sent twice is one command, done once; the same page's other button, or the form changed and sent again
// after going back, is another.
#pragma once

#include <span>
#include <string_view>

#include "store/database.hpp"

namespace jalon::store {

/// `shown`: the id written into the form; nil when it is none, and the command is then never recognised as a
/// retry. `content`: where it goes and every field, in order.
CommandId command_id_of(std::string_view shown, std::span<const std::string_view> content);

}  // namespace jalon::store
