// Pages of a technical cell: its days, its agenda, the record of its decisions to print.
#pragma once

#include <vector>

#include "cells/agenda_sheet_actions.hpp"
#include "http/router.hpp"

namespace jalon::cells {

/// The minutes at hand that the address asks for.
int read_minutes(const http::Request& request);

void add_cell_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::cells
