// Tables on pages: not yet.
#include "reports/file/reportwriter.h"

namespace billing::reports {
namespace {

class PdfWriter final : public ReportWriter {
 public:
  Result<void> begin() override {
    return failure(ErrorKind::Unavailable, "no_pdf_tables", "Lists cannot be written as PDF yet");
  }
  Result<void> row(const ReportRow&, const QString&) override { return {}; }
  Result<void> end(const Tally&, const CancelToken&) override { return {}; }
  Result<Tally> readBack(const QString&, const CancelToken&) override { return Tally{}; }
};

}  // namespace

std::unique_ptr<ReportWriter> pdfWriter(const ReportJob&, AtomicFile&) {
  return std::make_unique<PdfWriter>();
}

}  // namespace billing::reports
