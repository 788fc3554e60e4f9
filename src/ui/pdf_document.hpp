// A printable text: a title, sections of paragraphs, pages numbered and marked with who took it and when.
// A4. The letters of any language; a line that is too long wraps, inside a word if it must. The same document
// gives the same bytes. It refuses nothing: bytes that are no UTF-8 show as replacement signs.
#pragma once

#include <string>
#include <vector>

namespace jalon::ui {

struct PdfRun {
  std::string text;
  bool soft = false;  // a label, in grey
};
using PdfParagraph = std::vector<PdfRun>;

struct PdfSection {
  std::string title;
  std::vector<PdfParagraph> paragraphs;
};

struct PdfDocument {
  std::string title;
  std::string author;
  std::string made_at;  // ISO instant: the date of the file
  std::string mark;     // at the foot of every page
  std::string page_word = "Page";
  std::string language = "fr";  // ISO 639: chooses the shapes of the letters
  PdfParagraph preface;
  std::vector<PdfSection> sections;
  PdfParagraph closing;
};

std::string to_pdf(const PdfDocument& document);

}  // namespace jalon::ui
