#include "reports/documents/documentpages.h"

#include <algorithm>

#include "reports/documents/documenttext.h"
#include "reports/documents/documentwords.h"
#include "reports/pdf/pageflow.h"

namespace billing::reports {
namespace {

constexpr TextStyle kBody{9, false, Ink::Text};
constexpr TextStyle kStrong{9, true, Ink::Text};
constexpr TextStyle kCaption{7.5, false, Ink::Muted};
constexpr qsizetype kLongest = 1200;  // of one description: a row must fit on a page

Word kindWord(DocumentKind kind) {
  return kind == DocumentKind::Invoice   ? Word::Invoice
         : kind == DocumentKind::Receipt ? Word::Receipt
                                         : Word::CreditNote;
}

std::optional<Word> statusWord(const QString& status) {
  if (status == QStringLiteral("draft")) return Word::StatusDraft;
  if (status == QStringLiteral("open")) return Word::StatusOpen;
  if (status == QStringLiteral("paid")) return Word::StatusPaid;
  if (status == QStringLiteral("void")) return Word::StatusVoid;
  if (status == QStringLiteral("uncollectible")) return Word::StatusUncollectible;
  return std::nullopt;
}

class DocumentLayout {
 public:
  DocumentLayout(const InvoiceDocument& document, const PagesWish& wish)
      : document_(document), text_(wish.language, document.zone), measure_(wish.language) {
    list_.paper = sizeOf(wish.paper);
    list_.language = wish.language;
    list_.rightToLeft = runsFromRightToLeft(wish.language);
    list_.test = document.test;
    list_.title = titleOf(document, wish.language);
    list_.author = document.seller.name;
    list_.subject = document.buyer.name;
    list_.madeAt = wish.madeAt;
  }
  PageList lay();

 private:
  [[nodiscard]] QString say(Word word) const { return wordOf(word, text_.language()); }
  [[nodiscard]] QString money(qint64 minor) const { return text_.money(minor, document_.currency); }
  void head();
  double party(const DocumentParty& party, double x, double width, bool seller);
  double facts(double x, double width);
  void tableHead();
  void lines();
  void line(const DocumentLine& line);
  [[nodiscard]] QString describe(const DocumentLine& line) const;
  [[nodiscard]] QString period(const DocumentLine& line) const;
  void carry(Word word);
  void sums();
  void sumRow(const QString& label, const QString& value, bool strong, bool ruled = false);
  void payments();
  void credits();
  void section(Word word);
  void threeColumns(const QString& one, const QString& two, const QString& three);

  const InvoiceDocument& document_;
  const DocumentText text_;
  const TextMeasure measure_;
  PageList list_;
  PageFlow flow_{list_, measure_};
  qint64 carried_ = 0;
  static constexpr double kQuantity = 48, kTax = 52, kAmount = 100, kGap = 8;
};

// The seller, the kind of document, the buyer and the dates.
void DocumentLayout::head() {
  const double half = flow_.width() / 2 - kGap, right = flow_.left() + flow_.width() / 2 + kGap;
  flow_.accent(36, 2.5);
  if (document_.test) {
    flow_.paragraph(say(Word::TestNotice), {8.5, true, Ink::Danger});
    flow_.y += 8;
  }
  const double top = flow_.y;
  const TextStyle title{19, true, Ink::Text};
  double high = flow_.put(say(kindWord(document_.kind)), title, right, half, TextAlign::End, "H1");
  if (const auto status = statusWord(document_.status); status && document_.kind != DocumentKind::Receipt) {
    flow_.y += high;
    high += flow_.put(say(*status), {10, true, document_.status == QStringLiteral("void") ? Ink::Danger : Ink::Accent},
                      right, half, TextAlign::End);
    flow_.y = top;
  }
  high = std::max(high, party(document_.seller, flow_.left(), half, true));
  flow_.y = top + high + 20;
  const double second = flow_.y;
  const double buyer = party(document_.buyer, flow_.left(), half, false);
  flow_.y = second;
  const double told = facts(right, half);
  flow_.y = second + std::max(buyer, told) + 18;
}

double DocumentLayout::party(const DocumentParty& party, double x, double width, bool seller) {
  const double top = flow_.y;
  const auto add = [&](const QString& words, const TextStyle& style) { flow_.y += flow_.put(words, style, x, width); };
  if (!seller) add(say(Word::BillTo), kCaption);
  add(party.name.left(kLongest), {seller ? 12.5 : 10.5, true, Ink::Text});
  for (const QString& one : party.lines) add(one, kBody);
  if (!party.taxId.isEmpty()) add(QStringLiteral("%1 %2").arg(say(Word::TaxId), party.taxId), kBody);
  add(party.email, kBody);
  const double high = flow_.y - top;
  flow_.y = top;
  return high;
}

double DocumentLayout::facts(double x, double width) {
  const double top = flow_.y, label = width * 0.38;
  const auto add = [&](const QString& name, const QString& value, const TextStyle& style = kBody) {
    if (value.isEmpty()) return;
    const int row = flow_.nextRow();
    flow_.put(name, {8.5, false, Ink::Muted}, x, label, TextAlign::Start, "TH", row);
    flow_.y += flow_.put(value, style, x + label, width - label, TextAlign::End, "TD", row) + 1.5;
  };
  add(say(Word::Number), document_.number, kStrong);
  add(say(Word::Issued), text_.day(document_.issuedAt));
  add(say(Word::Due), text_.day(document_.dueAt));
  add(say(Word::PaidOn), text_.day(document_.paidAt));
  if (document_.kind == DocumentKind::CreditNote) {
    add(say(Word::Invoice), document_.correctsInvoice);
    add(say(Word::Reason), document_.reason);
  }
  add(say(Word::Reference), document_.reference, {7.5, false, Ink::Text});
  const double high = flow_.y - top;
  flow_.y = top;
  return high;
}

void DocumentLayout::tableHead() {
  const double right = flow_.left() + flow_.width(), amount = right - kAmount - 4, tax = amount - kTax,
               quantity = tax - kQuantity;
  const TextStyle head{8, true, Ink::Muted};
  flow_.ensure(40);
  const double high = measure_.height(say(Word::Description), head, 200);
  flow_.band(flow_.y - 3, high + 6);
  const int row = flow_.nextRow();
  flow_.put(say(Word::Description), head, flow_.left() + 4, quantity - flow_.left() - kGap, TextAlign::Start, "TH",
            row);
  flow_.put(say(Word::Quantity), head, quantity, kQuantity, TextAlign::End, "TH", row);
  flow_.put(say(Word::Tax), head, tax, kTax, TextAlign::End, "TH", row);
  flow_.put(say(Word::Amount), head, amount, kAmount, TextAlign::End, "TH", row);
  flow_.y += high + 8;
}

QString DocumentLayout::describe(const DocumentLine& line) const {
  QString words = line.description;
  if (line.words == LineText::AsCharged) words = say(Word::AsCharged);
  if (line.words == LineText::NotItemised) words = say(Word::NotItemised);
  if (line.words == LineText::Corrects) {
    words = say(Word::Corrects).arg(document_.correctsInvoice);
    if (!line.description.isEmpty()) words += QStringLiteral(": ") + line.description;
  }
  return words.size() > kLongest ? words.left(kLongest) + QChar(0x2026) : words;
}

QString DocumentLayout::period(const DocumentLine& line) const {
  QString words;
  if (line.from && line.to) words = QStringLiteral("%1 – %2").arg(text_.shortDay(line.from), text_.shortDay(line.to));
  if (line.proration)
    words = words.isEmpty() ? say(Word::Proration) : say(Word::Proration) + QStringLiteral(" · ") + words;
  return words;
}

void DocumentLayout::line(const DocumentLine& line) {
  const double right = flow_.left() + flow_.width(), amount = right - kAmount - 4, tax = amount - kTax,
               quantity = tax - kQuantity, wide = quantity - flow_.left() - kGap - 4;
  const QString words = describe(line), span = period(line);
  const TextStyle small{7.5, false, Ink::Muted};
  const double first = measure_.height(words, kBody, wide);
  const double high = first + (span.isEmpty() ? 0 : measure_.height(span, small, wide));
  constexpr double kCarryRoom = 22;
  if (high + 8 + kCarryRoom > flow_.room()) flow_.newPage();
  const int row = flow_.nextRow();
  flow_.put(words, kBody, flow_.left() + 4, wide, TextAlign::Start, "TD", row);
  const double top = flow_.y;
  flow_.y += first;
  flow_.put(span, small, flow_.left() + 4, wide, TextAlign::Start, "TD", row);
  flow_.y = top;
  if (line.quantity != 0) flow_.put(text_.number(line.quantity), kBody, quantity, kQuantity, TextAlign::End, "TD", row);
  flow_.put(text_.percent(line.taxPercent), kBody, tax, kTax, TextAlign::End, "TD", row);
  flow_.put(money(line.netMinor), kBody, amount, kAmount, TextAlign::End, "TD", row);
  flow_.rule(flow_.y + high + 3.5, 0.9);
  flow_.y += high + 8;
  carried_ += line.netMinor;
}

void DocumentLayout::carry(Word word) {
  const double right = flow_.left() + flow_.width();
  const int row = flow_.nextRow();
  flow_.put(say(word), {8, false, Ink::Muted}, flow_.left() + 4, flow_.width() - kAmount - 20, TextAlign::Start, "TD",
            row);
  flow_.y +=
      flow_.put(money(carried_), {8.5, true, Ink::Muted}, right - kAmount - 4, kAmount, TextAlign::End, "TD", row) + 6;
}

void DocumentLayout::lines() {
  flow_.onLeaving = [this] { carry(Word::Carried); };
  flow_.onEntering = [this] {
    flow_.y += flow_.put(QStringLiteral("%1 · %2").arg(list_.title, document_.seller.name), kCaption, flow_.left(),
                         flow_.width(), TextAlign::Start, nullptr) +
               10;
    tableHead();
    carry(Word::Brought);
  };
  tableHead();
  for (const DocumentLine& one : document_.lines) line(one);
}

void DocumentLayout::sumRow(const QString& label, const QString& value, bool strong, bool ruled) {
  const double wide = flow_.width() * 0.62, left = flow_.left() + flow_.width() - wide;
  const TextStyle style{strong ? 10.5 : 9, strong, Ink::Text};
  const double labels = wide - kAmount - 30;
  const double high = measure_.height(label, style, labels);
  flow_.ensure(high + 8);
  if (ruled) flow_.rule(flow_.y - 1.5, 0.6, 0.6, left + labels * 0.25);
  const int row = flow_.nextRow();
  flow_.put(label, style, left, labels, TextAlign::End, "TH", row);
  flow_.put(value, style, left + labels, kAmount + 26, TextAlign::End, "TD", row);
  flow_.y += high + 4;
}

void DocumentLayout::sums() {
  flow_.y += 6;
  // The sums stay together: a total alone at the top of a page says little.
  flow_.ensure(16.0 * static_cast<double>(5 + document_.taxes.size()));
  flow_.onLeaving = {};
  flow_.onEntering = [this] {
    flow_.y += flow_.put(QStringLiteral("%1 · %2").arg(list_.title, document_.seller.name), kCaption, flow_.left(),
                         flow_.width(), TextAlign::Start, nullptr) +
               10;
  };
  if (document_.netMinor) sumRow(say(Word::Subtotal), money(*document_.netMinor), false);
  for (const DocumentTax& tax : document_.taxes) {
    const QString label = tax.percent.isEmpty() || !tax.netMinor
                              ? say(Word::TaxOther)
                              : say(Word::TaxAt).arg(text_.percent(tax.percent), money(*tax.netMinor));
    sumRow(label, money(tax.taxMinor), false);
  }
  sumRow(say(Word::Total), money(document_.totalMinor), true, true);
  if (document_.kind == DocumentKind::CreditNote) return;
  if (document_.settledMinor != 0) sumRow(say(Word::Settled), money(document_.settledMinor), false);
  sumRow(say(Word::Paid), money(document_.paidMinor), false);
  if (document_.creditedMinor != 0) sumRow(say(Word::Credited), money(document_.creditedMinor), false);
  if (document_.kind == DocumentKind::Invoice)
    sumRow(say(Word::AmountDue), money(document_.remainingMinor), true, true);
}

void DocumentLayout::section(Word word) {
  flow_.y += 14;
  flow_.ensure(50);
  flow_.paragraph(say(word), {10, true, Ink::Text}, "H2");
  flow_.y += 3;
}

void DocumentLayout::threeColumns(const QString& one, const QString& two, const QString& three) {
  const double wide = flow_.width(), first = wide * 0.26, last = kAmount + 10, middle = wide - first - last - kGap;
  const double high = std::max(measure_.height(one, kBody, first), measure_.height(two, kBody, middle));
  flow_.ensure(high + 5);
  const int row = flow_.nextRow();
  flow_.put(one, kBody, flow_.left(), first, TextAlign::Start, "TD", row);
  flow_.put(two, kBody, flow_.left() + first + kGap, middle, TextAlign::Start, "TD", row);
  flow_.put(three, kBody, flow_.left() + wide - last - 4, last, TextAlign::End, "TD", row);
  flow_.y += high + 4;
}

void DocumentLayout::payments() {
  if (document_.payments.isEmpty()) return;
  section(Word::Payments);
  for (const DocumentPayment& payment : document_.payments) {
    const QString how = payment.method.isEmpty() ? payment.externalId
                                                 : QStringLiteral("%1 · %2").arg(payment.method, payment.externalId);
    threeColumns(text_.day(payment.at), how, text_.money(payment.minor, payment.currency));
  }
}

void DocumentLayout::credits() {
  if (document_.credits.isEmpty()) return;
  section(Word::CreditNotes);
  for (const DocumentCredit& credit : document_.credits) {
    const QString voided = QStringLiteral("%1 · %2").arg(credit.number, say(Word::StatusVoid));
    threeColumns(text_.day(credit.at), credit.isVoid ? voided : credit.number, money(-credit.minor));
  }
}

PageList DocumentLayout::lay() {
  flow_.begin();
  head();
  lines();
  sums();
  payments();
  credits();
  flow_.finish(document_.footer, [this](qsizetype page, qsizetype pages) {
    return say(Word::Page).arg(text_.number(page), text_.number(pages));
  });
  return std::move(list_);
}

}  // namespace

PageList documentPages(const InvoiceDocument& document, const PagesWish& wish) {
  return DocumentLayout(document, wish).lay();
}

QString titleOf(const InvoiceDocument& document, const QString& language) {
  return QStringLiteral("%1 %2").arg(wordOf(kindWord(document.kind), language), document.number);
}

}  // namespace billing::reports
