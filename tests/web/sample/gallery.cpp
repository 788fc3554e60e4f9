#include "sample/gallery.hpp"

namespace jalon::sample {

Gallery gallery(int page, bool with_errors) {
  using ui::Tone;
  Gallery g;
  g.crumbs = {{"Accueil", "/"}, {"Recherche", "/"}};
  g.counters = {
      {.value = "214",
       .label = "parcours bloqués",
       .to = "/",
       .tone = Tone::stop,
       .hint = "dont 31 depuis plus de 90 jours"},
      {.value = "47", .label = "échéances sous 30 jours", .to = "/", .tone = Tone::late, .hint = ""},
      {.value = "96", .label = "en attente d’une place", .to = "/", .tone = Tone::waiting, .hint = ""},
      {.value = "62", .label = "étapes prêtes, non demandées", .to = "/", .tone = Tone::ready, .hint = ""},
      {.value = "18", .label = "étapes terminées cette semaine", .to = "/", .tone = Tone::good, .hint = ""},
      {.value = "1\u202f104",
       .label = "personnes suivies",
       .to = "/",
       .tone = Tone::neutral,
       .hint = "412 ménages"},
  };
  const ui::Badge badges[] = {
      {.tone = Tone::stop, .text = "Bloquée", .icon = ""},
      {.tone = Tone::late, .text = "En retard", .icon = ""},
      {.tone = Tone::waiting, .text = "Attend une place", .icon = ""},
      {.tone = Tone::ready, .text = "Prête", .icon = ""},
      {.tone = Tone::info, .text = "En cours", .icon = ""},
      {.tone = Tone::good, .text = "Terminée", .icon = ""},
      {.tone = Tone::neutral, .text = "Abandonnée par la personne", .icon = ""},
  };
  const char* names[] = {"AMINA-Fictive Selam", "YONAS Exemple", "DE LA ROCHE-INVENTÉE Marie-Antoinette",
                         "O’CONNOR Imaginaire", "KARIMI Modèle", "TESFAY Illustration",
                         "ŁUKASZ Témoin"};
  for (int i = 0; i < 7; ++i) {
    g.rows.push_back({names[i], i % 2 == 0 ? "Clermont-Ferrand" : "Saint-Éloy-les-Mines", badges[i],
                      "Formation linguistique (module de 680 heures)", 12 + 31 * i});
  }
  g.paging = {.base = "/galerie", .page = page, .pages = 23};
  g.causes = {
      .title = "Causes de blocage",
      .unit = "Personnes",
      .label_head = "Cause",
      .bars = {{.label = "Aucune place en formation linguistique",
                .value = 64,
                .shown = "64",
                .to = ui::Url("/"),
                .tone = Tone::stop},
               {.label = "Garde d’enfants introuvable",
                .value = 41,
                .shown = "41",
                .to = ui::Url("/"),
                .tone = Tone::late},
               {.label = "Document en attente de l’administration",
                .value = 23,
                .shown = "23",
                .to = ui::Url("/"),
                .tone = Tone::waiting},
               {.label = "Mobilité", .value = 7, .shown = "7", .to = std::nullopt, .tone = Tone::neutral}}};
  g.months = {.title = "Entrées en module de 680 heures, par mois",
              .unit = "Personnes",
              .label_head = "Mois",
              .columns = {}};
  const char* months[] = {"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                          "juil.", "août",  "sept.", "oct.", "nov.", "déc."};
  const double values[] = {0, 12, 0, 15, 3, 0, 20, 0, 14, 11, 18, 12};
  for (int i = 0; i < 12; ++i) g.months.columns.push_back({months[i], values[i], i > 9});
  g.steps = {{"C06", "Formation linguistique", ""}, {"L06", "Logement social", ""}};
  g.kinds = {{"requested", "Demandée", "un dossier est parti"},
             {"started", "Commencée", ""},
             {"blocked", "Bloquée", "une cause sera demandée"}};
  g.name = {.name = "nom",
            .label = "Nom de famille",
            .value = "",
            .help = "Tel qu’il est écrit sur le récépissé.",
            .error = with_errors ? "Le nom manque : écrivez-le." : "",
            .required = true,
            .input_mode = ""};
  g.when = {
      .name = "date",
      .label = "Date",
      .value = "2018-10-12",
      .help = "",
      .error = with_errors ? "Cette date est dans le futur : choisissez une date jusqu’au 12/10/2018." : "",
      .type = "date",
      .required = true,
      .input_mode = ""};
  g.note = {.name = "note",
            .label = "Note",
            .value = "",
            .help = "Visible de toutes les structures qui suivent ce parcours.",
            .error = "",
            .input_mode = ""};
  g.step = {.name = "etape",
            .label = "Étape",
            .value = "L06",
            .help = "",
            .error = "",
            .required = true,
            .input_mode = ""};
  g.kind = {.name = "fait",
            .label = "Que s’est-il passé ?",
            .value = "started",
            .help = "",
            .error = "",
            .required = true,
            .input_mode = ""};
  g.agreed = {.name = "accord",
              .label = "La personne est d’accord",
              .value = "1",
              .help = "",
              .error = "",
              .input_mode = ""};
  if (with_errors) g.errors = {{"nom", g.name.error}, {"date", g.when.error}};
  g.tabs = {{"Synthèse", "/galerie", true, std::nullopt},
            {"Parcours", "/galerie", false, 23},
            {"Ménage", "/galerie", false, 4},
            {"Historique", "/galerie", false, std::nullopt}};
  g.facts = {ui::fact("Né le", "3 mars 1991 (27 ans)"),
             ui::fact("Statut", "Réfugié, protégé depuis le 14 février 2018"),
             ui::fact("Langues", "tigrinya, arabe, français A2"),
             ui::fact("Référent", "Association Les Tilleuls (fictive)")};
  return g;
}

}  // namespace jalon::sample
