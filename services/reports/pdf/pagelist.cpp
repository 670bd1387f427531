#include "reports/pdf/pagelist.h"

namespace billing::reports {

PaperSize sizeOf(Paper paper) {
  return paper == Paper::Letter ? PaperSize{612, 792} : PaperSize{595.276, 841.890};
}

QString textOf(const PageItems& page) {
  QString all;
  int row = 0;
  for (const TextItem& item : page.texts) {
    const bool sameRow = item.row != 0 && item.row == row;
    if (!all.isEmpty()) all += sameRow ? u'\t' : u'\n';
    all += item.text;
    row = item.row;
  }
  return all;
}

}  // namespace billing::reports
