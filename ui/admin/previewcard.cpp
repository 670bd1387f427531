#include "ui/admin/previewcard.h"

#include <QGraphicsOpacityEffect>
#include <QGridLayout>

#include "models/timetext.h"
#include "ui/admin/choicelist.h"
#include "ui/presenters/messages.h"
#include "ui/presenters/orderwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

QString todayWords(const Money& today, const QLocale& locale) {
  if (today.minor > 0) return PreviewCard::tr("%1 charged now").arg(moneyWords(today, locale));
  if (today.minor < 0) return PreviewCard::tr("%1 given back").arg(moneyWords({-today.minor, today.currency}, locale));
  return PreviewCard::tr("Nothing charged now");
}

PreviewCard::PreviewCard(const PaneContext& context, QWidget* parent)
    : QWidget(parent), context_(context), word_(new QLabel), source_(new QLabel), body_(new QVBoxLayout) {
  setObjectName(QStringLiteral("orderPreview"));
  setAccessibleName(tr("Preview"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  column->addWidget(partTitle(tr("What it does"), this));
  source_->setObjectName(QStringLiteral("previewSource"));
  source_->setFont(captionFont(font()));
  for (QLabel* label : {word_, source_}) {
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(label);
  }
  word_->setObjectName(QStringLiteral("previewWord"));
  source_->hide();
  body_->setSpacing(space(this, 2));
  column->addLayout(body_);
  column->addStretch(1);
}

void PreviewCard::clear() {
  while (QLayoutItem* item = body_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
}

void PreviewCard::say(const QString& text) {
  clear();
  setOutdated(false);
  word_->setText(text);
  word_->show();
  source_->hide();
}

void PreviewCard::setOutdated(bool outdated) {
  if (!outdated) {
    setGraphicsEffect(nullptr);
  } else if (graphicsEffect() == nullptr) {
    auto* pale = new QGraphicsOpacityEffect(this);
    pale->setOpacity(0.45);
    setGraphicsEffect(pale);
  }
}

void PreviewCard::show(const operations::OrderPreview& preview) {
  clear();
  setOutdated(false);
  word_->hide();
  if (preview.refusal) {
    source_->hide();
    auto* why = new ErrorBanner;
    why->setObjectName(QStringLiteral("previewRefusal"));
    body_->addWidget(why);
    why->showError(*preview.refusal);
    return;
  }
  source_->setText(preview.estimate ? tr("Estimate by %1: the provider cannot say beforehand").arg(preview.source)
                   : preview.source.isEmpty() ? QString()
                                              : tr("So says %1, asked just now").arg(preview.source));
  source_->setVisible(!source_->text().isEmpty());
  showFigures(preview);
  showLines(preview);
  showChanges(preview);
  showNotes(preview);
}

QLabel* PreviewCard::addText(const QString& text, bool strong) {
  auto* label = new QLabel(text);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  if (strong) label->setFont(titleFont(font()));
  body_->addWidget(label);
  return label;
}

void PreviewCard::showFigures(const operations::OrderPreview& preview) {
  const QLocale& locale = context_.words.locale;
  if (preview.today) {
    QString text = todayWords(*preview.today, locale);
    if (preview.estimate) text = tr("About %1").arg(text.left(1).toLower() + text.mid(1));
    if (preview.estimate && preview.today->minor == 0) text = todayWords(*preview.today, locale);
    addText(text, true)->setObjectName(QStringLiteral("previewToday"));
  }
  QVector<FactItem> facts;
  const auto add = [&facts](const QString& caption, const QString& text) {
    facts.push_back({caption, text, {}, {}, {}});
  };
  if (preview.tax && preview.tax->minor != 0) add(tr("Tax within"), moneyWords(*preview.tax, locale));
  if (preview.credit && preview.credit->minor != 0) add(tr("Credit left over"), moneyWords(*preview.credit, locale));
  if (preview.nextInvoice)
    add(tr("Next invoice"),
        preview.nextInvoiceAt
            ? tr("%1 on %2").arg(moneyWords(*preview.nextInvoice, locale), dayWords(*preview.nextInvoiceAt, context_))
            : moneyWords(*preview.nextInvoice, locale));
  else if (preview.nextInvoiceAt)
    add(tr("Next invoice"), dayWords(*preview.nextInvoiceAt, context_));
  if (preview.accessUntil) add(tr("Access until"), dayWords(*preview.accessUntil, context_));
  if (facts.isEmpty()) return;
  auto* card = new FactsCard;
  card->setFacts(facts);
  body_->addWidget(card);
}

void PreviewCard::showLines(const operations::OrderPreview& preview) {
  if (preview.lines.isEmpty()) return;
  auto* part = new QWidget;
  part->setObjectName(QStringLiteral("previewLines"));
  auto* grid = new QGridLayout(part);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space(this, 3));
  grid->setVerticalSpacing(space(this, 1));
  grid->setColumnStretch(0, 1);
  int row = 0;
  for (const auto& line : preview.lines) {
    auto* text = new QLabel(line.text);
    text->setWordWrap(true);
    auto* amount = new QLabel(moneyWords(line.amount, context_.words.locale));
    amount->setAlignment(Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(text, row, 0);
    grid->addWidget(amount, row++, 1);
  }
  body_->addWidget(part);
}

void PreviewCard::showChanges(const operations::OrderPreview& preview) {
  if (preview.changes.isEmpty()) return;
  QVector<FactItem> facts;
  for (const auto& change : preview.changes) {
    const QString none = tr("none");
    facts.push_back({change.field,
                     QStringLiteral("%1 → %2").arg(change.before.isEmpty() ? none : change.before,
                                                   change.after.isEmpty() ? none : change.after),
                     FactStyle::Wrapped,
                     {},
                     {}});
  }
  auto* card = new FactsCard;
  card->setObjectName(QStringLiteral("previewChanges"));
  card->setFacts(facts);
  body_->addWidget(card);
}

void PreviewCard::showNotes(const operations::OrderPreview& preview) {
  const auto note = [this](Tone tone, const char* icon, const QString& text) {
    auto* strip = new NoteStrip;
    body_->addWidget(strip);
    strip->say(tone, QLatin1String(icon), text);
  };
  for (const QString& warning : preview.warnings) note(Tone::Warning, "warning", warning);
  if (!preview.approvalWhy.isEmpty())
    note(Tone::Info, "customers", tr("A second person has to agree: %1").arg(preview.approvalWhy));
}

}  // namespace billing::ui
