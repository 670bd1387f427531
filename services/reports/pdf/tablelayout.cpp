#include "reports/pdf/tablelayout.h"

#include <algorithm>
#include <numeric>

#include "reports/documents/documentwords.h"

namespace billing::reports {
namespace {

constexpr double kColumnGap = 9;
constexpr double kNarrowest = 46;  // of a column of texts

double sumOfWidths(const QVector<double>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0.0);
}

}  // namespace

bool standsAtEnd(CellKind kind) {
  return kind == CellKind::Money || kind == CellKind::Count || kind == CellKind::Quantity || kind == CellKind::Percent;
}

TableLayout::TableLayout(const TableReport& report)
    : report_(report), text_(report.language_, report.head_.zone), measure_(report.language_) {
  const ReportHead& head = report.head_;
  list_.paper = sizeOf(report.paper_);
  list_.language = report.language_;
  list_.rightToLeft = runsFromRightToLeft(report.language_);
  list_.test = head.mode == QStringLiteral("TEST");
  list_.title = head.period.isEmpty() ? head.title : QStringLiteral("%1 %2").arg(head.title, head.period);
  list_.author = head.workspace;
  list_.subject = head.filter;
  list_.madeAt = head.madeAt;
}

// By the longest words of each column: thousands of rows need not all be measured.
QVector<double> TableLayout::naturalWidths() const {
  QVector<double> widths;
  for (qsizetype column = 0; column < report_.columns_.size(); ++column) {
    QStringList longest{report_.columns_[column].title};
    qsizetype most = 0;
    for (const QStringList& row : report_.cells_)
      if (row.value(column).size() > most) {
        most = row[column].size();
        longest << row[column];
      }
    const auto sums = report_.sums_.value(report_.columns_[column].name);
    for (auto sum = sums.begin(); sum != sums.end(); ++sum) longest << text_.money(sum.value(), sum.key());
    double widest = 0;
    for (const QString& words : longest.mid(std::max<qsizetype>(0, longest.size() - 8)))
      widest = std::max(widest, measure_.width(words, {size_, true}));
    widest = std::max(widest, measure_.width(longest.first(), {size_, true}));
    widths << widest + 1;
  }
  return widths;
}

// On its side where that is what makes the columns fit; smaller where even that does not.
void TableLayout::choosePaper() {
  const auto needed = [&](const QVector<double>& natural) {
    double sum = kColumnGap * static_cast<double>(natural.size());
    for (qsizetype i = 0; i < natural.size(); ++i)
      sum += standsAtEnd(report_.columns_[i].kind) ? natural[i] : std::min(natural[i], 110.0);
    return sum;
  };
  QVector<double> natural = naturalWidths();
  if (needed(natural) > flow_.width()) std::swap(list_.paper.width, list_.paper.height);
  while (needed(natural) > flow_.width() && size_ > 5.5) {
    size_ -= 0.5;
    natural = naturalWidths();
  }
  shareWidth(natural);
}

// Numbers get what they need; texts share the rest by what they would like to have.
void TableLayout::shareWidth(const QVector<double>& natural) {
  widths_ = natural;
  const double room = flow_.width() - kColumnGap * static_cast<double>(widths_.size());
  double numbers = 0, texts = 0;
  for (qsizetype i = 0; i < widths_.size(); ++i)
    (standsAtEnd(report_.columns_[i].kind) ? numbers : texts) += natural[i];
  if (texts <= 0) return;
  const double share = std::max(room - numbers, 0.0) / texts;
  for (qsizetype i = 0; i < widths_.size(); ++i)
    if (!standsAtEnd(report_.columns_[i].kind))
      widths_[i] = share >= 1 ? natural[i] * share : std::max(natural[i] * share, std::min(natural[i], kNarrowest));
  if (const double all = sumOfWidths(widths_); all > room)
    for (double& width : widths_) width *= room / all;
}

void TableLayout::head() {
  const ReportHead& about = report_.head_;
  flow_.accent(36, 2.5);
  flow_.paragraph(list_.title, {16, true, Ink::Text}, "H1");
  flow_.y += 2;
  QStringList facts{QStringLiteral("%1 (%2)").arg(about.workspace, about.mode), about.provider, about.zone};
  facts.removeAll(QString());
  flow_.paragraph(facts.join(QStringLiteral(" · ")), {8.5, false, Ink::Muted});
  flow_.paragraph(about.filter, {8.5, false, Ink::Muted});
  for (const QString& definition : about.definitions) flow_.paragraph(definition, {7.5, false, Ink::Muted});
  flow_.y += 12;
}

double TableLayout::heightOf(const QString& text, const TextStyle& style, double width) const {
  // Most cells are short; those that surely fit on one line need no measuring.
  static constexpr double kWidestShare = 0.75;
  const bool plain = std::ranges::all_of(text, [](QChar letter) { return letter.unicode() < 0x250; });
  if (plain && static_cast<double>(text.size()) * style.size * kWidestShare < width) return style.size * 1.362;
  return measure_.height(text, style, width);
}

void TableLayout::row(const QStringList& cells, const TextStyle& style, const char* tag) {
  double high = style.size * 1.362;
  for (qsizetype i = 0; i < cells.size(); ++i) high = std::max(high, heightOf(cells[i], style, widths_[i]));
  high = std::min(high, flow_.emptyRoom() - 80);
  flow_.ensure(high + 4);
  const int number = flow_.nextRow();
  double x = flow_.left();
  for (qsizetype i = 0; i < cells.size(); ++i) {
    const bool end = standsAtEnd(report_.columns_[i].kind);
    flow_.place(cells[i], style, x, widths_[i], end ? TextAlign::End : TextAlign::Start, tag, number);
    x += widths_[i] + kColumnGap;
  }
  flow_.y += high + 3;
  flow_.rule(flow_.y - 1.5, 0.92, 0.4);
}

void TableLayout::tableHead() {
  QStringList titles;
  for (const ReportColumn& column : report_.columns_) titles << column.title;
  const TextStyle style{size_, true, Ink::Muted};
  double high = style.size * 1.362;
  for (qsizetype i = 0; i < titles.size(); ++i) high = std::max(high, measure_.height(titles[i], style, widths_[i]));
  flow_.band(flow_.y - 3, high + 6);
  row(titles, style, "TH");
  flow_.y += 3;
}

// One row for each currency that any column has.
void TableLayout::sums() {
  QStringList currencies;
  for (const auto& column : report_.sums_) currencies += column.keys();
  currencies.removeDuplicates();
  currencies.sort();
  flow_.y += 3;
  flow_.rule(flow_.y - 2, 0.4, 0.8);
  for (const QString& currency : currencies) {
    QStringList cells;
    for (const ReportColumn& column : report_.columns_) {
      const auto sum = report_.sums_.value(column.name);
      const bool has = column.kind == CellKind::Money && sum.contains(currency);
      cells << (has ? text_.money(sum.value(currency), currency) : QString());
    }
    if (!cells.isEmpty() && cells.first().isEmpty())
      cells.first() = QStringLiteral("%1 %2").arg(wordOf(Word::Total, text_.language()), currency);
    row(cells, {size_, true, Ink::Text}, "TD");
  }
}

PageList TableLayout::lay() {
  choosePaper();
  flow_.begin();
  head();
  flow_.onEntering = [this] {
    flow_.y += flow_.put(list_.title, {7.5, false, Ink::Muted}, flow_.left(), flow_.width(), TextAlign::Start, nullptr);
    flow_.y += 10;
    tableHead();
  };
  tableHead();
  for (const QStringList& cells : report_.cells_) row(cells, {size_, false, Ink::Text}, "TD");
  flow_.ensure(40);
  if (!report_.sums_.isEmpty()) sums();
  flow_.onEntering = {};
  flow_.y += 10;
  for (const QString& note : report_.notes_) flow_.paragraph(note, {8, false, Ink::Muted});
  const ReportHead& about = report_.head_;
  flow_.finish(QStringLiteral("%1 · %2").arg(about.program, about.madeBy), [this](qsizetype page, qsizetype pages) {
    return wordOf(Word::Page, text_.language()).arg(text_.number(page), text_.number(pages));
  });
  return std::move(list_);
}

}  // namespace billing::reports
