#include "proposals/proposal_pages.hpp"

#include <charconv>
#include <set>

#include "base/text.hpp"
#include "partners/small_numbers.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/people_actions.hpp"
#include "proposals/fairness_cli.hpp"
#include "proposals/needs_actions.hpp"
#include "proposals/sheets_actions.hpp"
#include "proposals/views/allocation_rules.hpp"
#include "proposals/views/explanation.hpp"
#include "proposals/views/fairness.hpp"
#include "proposals/views/plan_check.hpp"
#include "proposals/views/proposal.hpp"
#include "proposals/views/proposal_list.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::proposals {
namespace {

using pathways::Snapshot;
using pathways::Workspace;

constexpr std::string_view scheme_prefix = "dispositif:";
constexpr std::string_view step_prefix = "etape:";

std::optional<ProposalView> read_view(const Workspace& workspace, const http::Request& request) {
  const auto id = ProposalId::parse(request.param("id"));
  if (!id) return std::nullopt;
  return workspace.database.read([&](store::Reader& reader) {
    return load_proposal(reader, workspace.vault, workspace.territory, *id);
  });
}

ProposalList proposal_list(const Workspace& workspace, Date at) {
  std::vector<ProposalHead> heads;
  std::set<std::string> schemes;
  std::set<std::string> steps;
  workspace.database.read([&](store::Reader& reader) {
    heads = all_proposals(reader, workspace.territory);
    for (const schemes::PlaceView& view : schemes::places(reader, workspace.territory, at)) {
      if (!view.open) continue;
      schemes.insert(view.place.place.scheme);
      steps.insert(view.place.place.step);
    }
  });
  return workspace.board.on(at, [&](const Snapshot& snapshot) {
    ProposalList list;
    for (const ProposalHead& head : heads) {
      list.items.push_back({head.id.text(), head.as_of, head.made_on, scope_label(head.scope, snapshot),
                            head.rules, head.seed});
    }
    for (const std::string& scheme : schemes)
      list.scopes.push_back({std::string(scheme_prefix) + scheme, scheme, ""});
    for (const std::string& step : steps) {
      list.scopes.push_back(
          {std::string(step_prefix) + step, "Étape\u00a0: " + step_label(snapshot, step), ""});
    }
    return list;
  });
}

http::Response show_list(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  return ui::answer(page, views::proposal_list, page, proposal_list(workspace, page.as_of), AskForm{});
}

http::Response ask(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  AskForm form{std::string(request.form.get("perimetre")), std::string(trim(request.form.get("graine"))), {}};
  Request asked;
  asked.at = page.as_of;
  if (form.scope.starts_with(scheme_prefix)) asked.scope.scheme = form.scope.substr(scheme_prefix.size());
  if (form.scope.starts_with(step_prefix)) asked.scope.step = form.scope.substr(step_prefix.size());
  if (!form.seed.empty()) {
    std::uint64_t seed = 0;
    const char* end = form.seed.data() + form.seed.size();
    const auto read = std::from_chars(form.seed.data(), end, seed);
    if (read.ec != std::errc() || read.ptr != end) {
      form.errors.push_back({"graine", "La graine est un nombre entier, sans signe."});
    } else {
      asked.seed = seed;
    }
  }
  if (form.errors.empty()) {
    const auto draft =
        draft_proposal(workspace.database, workspace.board, workspace.clock, workspace.territory, asked);
    if (draft) {
      const auto kept =
          keep_proposal(workspace.database, workspace.clock, workspace.command(request), *draft);
      if (kept) return ui::done(page, ui::path("/propositions/{}", kept->text()), "Proposition enregistrée.");
      return ui::done(page, "/propositions", "Cette proposition est déjà enregistrée.");
    }
    form.errors.push_back(
        {"perimetre", "Aucune place de ce périmètre n’est ouverte aux entrées à cette date."});
  }
  return ui::answer_refused(page, views::proposal_list, page, proposal_list(workspace, page.as_of), form);
}

http::Response show(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  const auto view = read_view(workspace, request);
  if (!view) return workspace.pages.problem(request, {404, ""});
  const std::string_view typed = request.query.get("page");
  std::size_t number = 1;
  std::from_chars(typed.data(), typed.data() + typed.size(), number);
  const partners::View caller = workspace.view(request);
  ProposalSheet sheet = workspace.board.on(view->head.as_of, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(caller, snapshot.board.catalogue());
    return proposal_sheet(*view, {snapshot, sights}, request.query.get("etape"), number);
  });
  sheet.paging.base = page.link(ui::path("/propositions/{}", sheet.id).with("etape", sheet.step));
  return ui::answer(page, views::proposal, page, sheet);
}

std::string in_french(const Refusal& refusal) {
  if (refusal.code == "place.full")
    return "Cette place est complète\u00a0: quelqu’un d’autre y a été accepté.";
  if (refusal.code == "event.already_recorded") return "Cette inscription est déjà enregistrée aujourd’hui.";
  if (refusal.code == "reason.missing") return "Choisissez une raison.";
  if (refusal.code == "locks.conflict")
    return "Ces verrous ne peuvent pas tenir ensemble\u00a0: " + std::string(refusal.fact("why")) + ".";
  if (refusal.code == "proposal.changed_meanwhile")
    return "D’autres décident en même temps\u00a0: recommencez.";
  return "Cette décision n’a pas pu être enregistrée (" + refusal.code + ").";
}

http::Response show_explanation(const Workspace& workspace, const http::Request& request,
                                const DecideForm& form) {
  const auto page = workspace.pages.context(request);
  const auto view = read_view(workspace, request);
  if (!view) return workspace.pages.problem(request, {404, ""});
  const partners::View caller = workspace.view(request);
  const auto sheet = workspace.board.on(view->head.as_of, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(caller, snapshot.board.catalogue());
    return explanation_sheet(*view, {snapshot, sights}, request.param("person"), request.param("step"));
  });
  if (!sheet) return workspace.pages.problem(request, {404, ""});
  if (!form.errors.empty()) return ui::answer_refused(page, views::explanation, page, *sheet, form);
  if (const auto person = people::PersonId::parse(sheet->person)) {
    (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request), *person,
                                "proposition", request.peer);
  }
  return ui::answer(page, views::explanation, page, *sheet, form);
}

http::Response record(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  const auto id = ProposalId::parse(request.param("id"));
  const auto kind = parse_decision(request.form.get("suite"));
  if (!id || !kind) return workspace.pages.problem(request, {400, ""});
  const std::string person(request.param("person"));
  const std::string step(request.param("step"));
  DecideForm form{std::string(request.form.get("motif")),
                  std::string(request.form.get("texte")),
                  std::string(request.form.get("place")),
                  {},
                  pathways::warn_of_text(request, {"texte"})};
  if (form.warning.stops()) {
    form.errors.push_back(pathways::error_of(form.warning));
    return show_explanation(workspace, request, form);
  }
  const DecisionDraft draft{need_key(step, person), form.place, *kind, form.reason, form.text};
  const auto decided =
      decide(workspace.database, workspace.vault, workspace.clock, workspace.command(request), *id, draft);
  if (decided || decided.error().code == "command.already_done") {
    if (*kind == DecisionKind::proposed || *kind == DecisionKind::accepted) {
      if (const auto placed = people::PersonId::parse(person)) workspace.board.refresh_places(*placed);
    }
    return ui::done(
        page, ui::path("/propositions/{}", id->text()).with("etape", step),
        decision_badge(*kind).text + "\u00a0: la proposition est refaite autour de cette décision.");
  }
  form.errors.push_back(
      {decided.error().code == "reason.missing" ? "motif" : "", in_french(decided.error())});
  return show_explanation(workspace, request, form);
}

http::Response plan(const Workspace& workspace, const http::Request& request, bool judged) {
  const auto page = workspace.pages.context(request);
  const auto view = read_view(workspace, request);
  const std::string step(request.query.get("etape"));
  if (!view) return workspace.pages.problem(request, {404, ""});
  const partners::View caller = workspace.view(request);
  const PlanSheet sheet = workspace.board.on(view->head.as_of, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(caller, snapshot.board.catalogue());
    const Onlooker by{snapshot, sights};
    PlanSheet made = plan_sheet(*view, by, step);
    if (!judged) return made;
    std::vector<PlanRow> rows;
    for (PlanChoice& choice : made.rows) {
      choice.chosen = request.form.get(choice.field);
      if (!choice.chosen.empty()) rows.push_back({need_key(step, choice.field), choice.chosen});
    }
    made.judged = judge_plan(view->inputs, step, rows);
    made.gainers = told(made.judged->would_gain, view->inputs, by);
    made.losers = told(made.judged->would_lose, view->inputs, by);
    return made;
  });
  return ui::answer(page, views::plan_check, page, sheet);
}

Fairness read_fairness(const Workspace& workspace, const ProposalView& view) {
  return workspace.board.on(view.head.as_of, [&](const Snapshot& snapshot) {
    return fairness_of(view.inputs, view.now, groupings(view.inputs, snapshot),
                       partners::fewest_told(workspace.clock.today()));
  });
}

http::Response show_fairness(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  const auto view = read_view(workspace, request);
  if (!view) return workspace.pages.problem(request, {404, ""});
  const Fairness fairness = read_fairness(workspace, *view);
  if (request.query.get("format") == "json") return http::Response::json(fairness_json(fairness));
  return ui::answer(page, views::fairness, page, FairnessSheet{view->head.id.text(), fairness});
}

http::Response show_rules(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  return ui::answer(page, views::allocation_rules, page, rules_at(default_allocation_rules(), page.as_of));
}

std::string error_of(const std::vector<ui::FieldError>& errors, std::string_view field) {
  for (const ui::FieldError& one : errors) {
    if (one.field == field) return one.text;
  }
  return "";
}

}  // namespace

std::string AskForm::error(std::string_view field) const {
  return error_of(errors, field);
}

std::string DecideForm::error(std::string_view field) const {
  return error_of(errors, field);
}

std::vector<ui::Option> refusal_options() {
  std::vector<ui::Option> options;
  for (const RefusalReason& reason : refusal_reasons) {
    options.push_back({std::string(reason.word), std::string(reason.french), ""});
  }
  return options;
}

void add_proposal_pages(http::Router& router, const Workspace& workspace) {
  router.get("/regles",
             [&workspace](const http::Request& request) { return show_rules(workspace, request); });
  router.get("/propositions",
             [&workspace](const http::Request& request) { return show_list(workspace, request); });
  router.post("/propositions",
              [&workspace](const http::Request& request) { return ask(workspace, request); });
  router.get("/propositions/:id",
             [&workspace](const http::Request& request) { return show(workspace, request); });
  router.get("/propositions/:id/equite",
             [&workspace](const http::Request& request) { return show_fairness(workspace, request); });
  router.get("/propositions/:id/plan",
             [&workspace](const http::Request& request) { return plan(workspace, request, false); });
  router.post("/propositions/:id/plan",
              [&workspace](const http::Request& request) { return plan(workspace, request, true); });
  router.get("/propositions/:id/demandes/:person/:step", [&workspace](const http::Request& request) {
    return show_explanation(workspace, request, DecideForm{});
  });
  router.post("/propositions/:id/demandes/:person/:step",
              [&workspace](const http::Request& request) { return record(workspace, request); });
}

}  // namespace jalon::proposals
