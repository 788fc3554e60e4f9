// The only file that knows cairo and pango.
#include "ui/pdf_document.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <memory>
#include <stdexcept>

namespace jalon::ui {
namespace {

// Points, of which 72 make an inch.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 54;
constexpr double foot = 64;  // kept free below the text for the mark
constexpr double text_width = page_width - 2 * margin;
constexpr const char* letters = "DejaVu Sans, Noto Sans, Sans";

template <class T, auto free>
struct Freed {
  void operator()(T* held) const { free(held); }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, Freed<T, free>>;
using Layout = Owned<PangoLayout, g_object_unref>;
using Surface = Owned<cairo_surface_t, cairo_surface_destroy>;
using Pen = Owned<cairo_t, cairo_destroy>;

struct Style {
  double size;
  bool bold;
  const char* tag;      // of the structure that a screen reader follows
  double before;        // room above
  bool keep_with_next;  // never the last on a page
};
constexpr Style title_style{17, true, "H1", 0, true};
constexpr Style section_style{12.5, true, "H2", 14, true};
constexpr Style text_style{9.5, false, "P", 4, false};
constexpr Style mark_style{7.5, false, nullptr, 0, false};

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

/// Pango stops at a NUL and warns about bytes that are no UTF-8.
std::string drawable(std::string_view text) {
  const Owned<gchar, g_free> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
  return valid.get();
}

class Writer {
 public:
  explicit Writer(const PdfDocument& document)
      : document_(document),
        surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, page_width, page_height)),
        pen_(cairo_create(surface_.get())) {}

  std::string write() {
    describe();
    lay_out();
    for (std::size_t page = 0; page < pages_.size(); ++page) draw(page);
    cairo_surface_finish(surface_.get());
    if (const auto status = cairo_surface_status(surface_.get()); status != CAIRO_STATUS_SUCCESS) {
      throw std::runtime_error(fmt::format("no PDF was made: {}", cairo_status_to_string(status)));
    }
    return std::move(bytes_);
  }

 private:
  struct Line {
    PangoLayoutLine* line;  // of one of layouts_
    double x;
    double baseline;
    std::size_t block;
  };
  struct Block {
    Layout layout;
    Style style;
  };

  void describe() {
    const auto tell = [&](cairo_pdf_metadata_t what, const std::string& text) {
      cairo_pdf_surface_set_metadata(surface_.get(), what, drawable(text).c_str());
    };
    tell(CAIRO_PDF_METADATA_TITLE, document_.title);
    tell(CAIRO_PDF_METADATA_AUTHOR, document_.author);
    tell(CAIRO_PDF_METADATA_SUBJECT, document_.mark);
    tell(CAIRO_PDF_METADATA_CREATOR, "jalon");
    tell(CAIRO_PDF_METADATA_CREATE_DATE, document_.made_at);
  }

  Layout layout_of(const PdfParagraph& runs, const Style& style) {
    Layout layout(pango_cairo_create_layout(pen_.get()));
    pango_context_set_language(pango_layout_get_context(layout.get()),
                               pango_language_from_string(document_.language.c_str()));
    const Owned<PangoFontDescription, pango_font_description_free> font(
        pango_font_description_from_string(letters));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(text_width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout.get(), 1.2F);
    std::string text;
    const Owned<PangoAttrList, pango_attr_list_unref> greys(pango_attr_list_new());
    for (const PdfRun& run : runs) {
      const auto begin = static_cast<guint>(text.size());
      text += drawable(run.text);
      if (!run.soft) continue;
      PangoAttribute* grey = pango_attr_foreground_new(0x5555, 0x5555, 0x5555);
      grey->start_index = begin;
      grey->end_index = static_cast<guint>(text.size());
      pango_attr_list_insert(greys.get(), grey);  // which keeps it
    }
    pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
    pango_layout_set_attributes(layout.get(), greys.get());
    return layout;
  }

  void lay_out() {
    pages_.emplace_back();
    place({{document_.title}}, title_style);
    place(document_.preface, text_style);
    for (const PdfSection& section : document_.sections) {
      place({{section.title}}, section_style);
      outline_.push_back({section.title, pages_.size()});
      for (const PdfParagraph& paragraph : section.paragraphs) place(paragraph, text_style);
    }
    place(document_.closing, {text_style.size, false, "P", 14, false});
  }

  /// Line after line, on a new page where one is full.
  void place(const PdfParagraph& runs, const Style& style) {
    if (runs.empty()) return;
    blocks_.push_back({layout_of(runs, style), style});
    PangoLayout* layout = blocks_.back().layout.get();
    if (!pages_.back().empty()) at_ += style.before;
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    const double wanted = style.keep_with_next ? pango_units_to_double(height) + 40 : 0;
    if (at_ + wanted > page_height - foot) turn();
    const Owned<PangoLayoutIter, pango_layout_iter_free> lines(pango_layout_get_iter(layout));
    double above = 0;  // of the layout, what stands on earlier pages
    double top = at_;
    do {
      PangoRectangle box;
      pango_layout_iter_get_line_extents(lines.get(), nullptr, &box);
      const double y = pango_units_to_double(box.y);
      const double line_height = pango_units_to_double(box.height);
      if (top + y - above + line_height > page_height - foot && !pages_.back().empty()) {
        turn();
        top = at_;
        above = y;
      }
      pages_.back().push_back(
          {pango_layout_iter_get_line_readonly(lines.get()), margin + pango_units_to_double(box.x),
           top - above + pango_units_to_double(pango_layout_iter_get_baseline(lines.get())),
           blocks_.size() - 1});
      at_ = top + y - above + line_height;
    } while (pango_layout_iter_next_line(lines.get()) != 0);
  }

  void turn() {
    pages_.emplace_back();
    at_ = margin;
  }

  void draw(std::size_t page) {
    cairo_set_source_rgb(pen_.get(), 0, 0, 0);
    for (std::size_t i = 0; i < pages_[page].size(); ++i) {
      const Line& line = pages_[page][i];
      const bool opens = i == 0 || pages_[page][i - 1].block != line.block;
      const bool closes = i + 1 == pages_[page].size() || pages_[page][i + 1].block != line.block;
      const char* tag = blocks_[line.block].style.tag;
      // A paragraph that goes on over the page is two: cairo wants a tag to end where it began.
      if (opens) cairo_tag_begin(pen_.get(), tag, nullptr);
      cairo_move_to(pen_.get(), line.x, line.baseline);
      pango_cairo_show_layout_line(pen_.get(), line.line);
      if (closes) cairo_tag_end(pen_.get(), tag);
    }
    draw_mark(page);
    for (const auto& [title, number] : outline_) {
      if (number != page + 1) continue;
      cairo_pdf_surface_add_outline(surface_.get(), CAIRO_PDF_OUTLINE_ROOT, drawable(title).c_str(),
                                    fmt::format("page={} pos=[0 0]", number).c_str(),
                                    CAIRO_PDF_OUTLINE_FLAG_OPEN);
    }
    cairo_show_page(pen_.get());
  }

  void draw_mark(std::size_t page) {
    cairo_set_line_width(pen_.get(), 0.5);
    cairo_move_to(pen_.get(), margin, page_height - foot + 12);
    cairo_line_to(pen_.get(), page_width - margin, page_height - foot + 12);
    cairo_stroke(pen_.get());
    const std::string number = fmt::format("{} {} / {}", document_.page_word, page + 1, pages_.size());
    const Layout layout = layout_of({{document_.mark + "\n" + number}}, mark_style);
    pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
    cairo_move_to(pen_.get(), margin, page_height - foot + 17);
    pango_cairo_show_layout(pen_.get(), layout.get());
  }

  const PdfDocument& document_;
  std::string bytes_;
  Surface surface_;
  Pen pen_;
  std::vector<Block> blocks_;
  std::vector<std::vector<Line>> pages_;
  std::vector<std::pair<std::string, std::size_t>> outline_;  // a section, the page where it begins
  double at_ = margin;
};

}  // namespace

std::string to_pdf(const PdfDocument& document) {
  return Writer(document).write();
}

}  // namespace jalon::ui
