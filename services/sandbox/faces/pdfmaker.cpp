#include "sandbox/faces/pdfmaker.h"

#include <vector>

namespace billing::sandbox {

namespace {

std::string tenDigits(std::size_t number) {
  const std::string digits = std::to_string(number);
  return std::string(10 - digits.size(), '0') + digits;
}

std::string crossReference(const std::vector<std::size_t>& places) {
  std::string table = "xref\n0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
  for (const auto place : places) table += tenDigits(place) + " 00000 n \n";
  return table;
}

}  // namespace

std::string emptyPdf() {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  for (const auto* object : {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                             "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"}) {
    places.push_back(pdf.size());
    pdf += std::to_string(places.size()) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::size_t start = pdf.size();
  pdf += crossReference(places) + "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
  return pdf;
}

}  // namespace billing::sandbox
