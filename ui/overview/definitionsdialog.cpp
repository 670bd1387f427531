#include "ui/overview/definitionsdialog.h"

#include <QDateTime>
#include <QRadioButton>
#include <QVBoxLayout>

#include "models/column.h"
#include "operations/audited.h"
#include "operations/financedesk.h"
#include "support/whendone.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/financeperiods.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

using operations::Definition;
using operations::DefinitionEffect;
using operations::Figure;

namespace {

operations::Hand chooserOf(const ConsoleServices& services) {
  const bool live = services.profile.live();
  return services.admin != nullptr ? operations::handOf(services.admin->state().person, live)
                                   : operations::handHere(QStringLiteral("console"), live);
}

}  // namespace

DefinitionsDialog::DefinitionsDialog(const PaneContext& context, const operations::FinancePeriod& period,
                                     QWidget* parent)
    : QDialog(parent),
      context_(context),
      period_(period),
      list_(new QListWidget),
      title_(new QLabel),
      since_(new QLabel),
      over_(new QLabel),
      group_(new QButtonGroup(this)),
      table_(new QTableWidget),
      reason_(new QLineEdit),
      use_(new QPushButton(tr("&Use this definition"))),
      banner_(new ErrorBanner),
      progress_(new ProgressLine) {
  setObjectName(QStringLiteral("definitionsDialog"));
  setWindowTitle(tr("How figures are defined"));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  connect(list_, &QListWidget::currentRowChanged, this, &DefinitionsDialog::showTerm);
  connect(group_, &QButtonGroup::idClicked, this, &DefinitionsDialog::judge);
  connect(reason_, &QLineEdit::textChanged, this, &DefinitionsDialog::judge);
  connect(use_, &QPushButton::clicked, this, &DefinitionsDialog::choose);
  connect(banner_, &ErrorBanner::actionTriggered, this, &DefinitionsDialog::load);
  load();
}

const Definition* DefinitionsDialog::term() const {
  const int row = list_->currentRow();
  return row >= 0 && row < terms_.size() ? &terms_.at(row) : nullptr;
}

QString DefinitionsDialog::chosenKey() const {
  return term() == nullptr ? QString() : term()->choices.value(group_->checkedId());
}

void DefinitionsDialog::load() {
  ++asking_;
  whenDone(context_.services.finance->definitions(cancel_), this, [this](const Result<QVector<Definition>>& terms) {
    --asking_;
    if (terms)
      showTerms(*terms);
    else if (terms.error().kind != ErrorKind::Cancelled)
      banner_->showError(terms.error(), tr("Try again"));
  });
}

void DefinitionsDialog::showTerms(const QVector<Definition>& terms) {
  const int row = qMax(0, list_->currentRow());
  {
    const QSignalBlocker quiet(list_);
    terms_ = terms;
    list_->clear();
    for (const Definition& term : terms)
      list_->addItem(term.chosen == term.choices.value(0) ? term.title : tr("%1 *").arg(term.title));
    list_->setCurrentRow(row);
  }
  showTerm();
}

void DefinitionsDialog::showTerm() {
  const Definition* shown = term();
  if (shown == nullptr) return;
  title_->setText(shown->title);
  const QString when =
      QDateTime::fromMSecsSinceEpoch(shown->since, context_.words.zone).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
  since_->setText(shown->since == 0
                      ? tr("Version %1. It has always been so.").arg(shown->version)
                      : tr("Version %1, since %2, by %3: %4").arg(shown->version).arg(when, shown->by, shown->reason));
  showChoices(*shown);
  reason_->clear();
  table_->setRowCount(0);
  compare(shown->term);
  judge();
}

void DefinitionsDialog::showChoices(const Definition& term) {
  for (QAbstractButton* old : group_->buttons()) delete old;
  for (int i = 0; i < term.choices.size(); ++i) {
    const bool now = term.choices.at(i) == term.chosen;
    auto* choice = new QRadioButton(now ? tr("%1 (in force)").arg(term.words.value(i)) : term.words.value(i));
    choice->setObjectName(QStringLiteral("definition_") + term.choices.at(i));
    choice->setChecked(now);
    group_->addButton(choice, i);
    choices_->addWidget(choice);
  }
}

void DefinitionsDialog::compare(const QString& term) {
  comparing_.cancel();
  comparing_ = CancelToken();
  over_->setText(tr("Both ways at once, over %1:").arg(periodText(period_)));
  ++asking_;
  progress_->setRunning(true);
  whenDone(context_.services.finance->compare(term, period_, comparing_), this,
           [this, asked = comparing_](const Result<DefinitionEffect>& effect) {
             --asking_;
             if (asked.cancelled()) return;  // another term is shown
             progress_->setRunning(false);
             if (effect)
               showEffect(*effect);
             else
               banner_->showError(effect.error(), tr("Try again"));
             Q_EMIT compared();
           });
}

/// One line for each figure, one column for each choice; where they differ the change is written.
void DefinitionsDialog::showEffect(const DefinitionEffect& effect) {
  banner_->dismiss();
  const QVector<Figure> first = effect.figures.value(0);
  QStringList heads{tr("Figure")};
  for (int i = 0; i < effect.figures.size(); ++i)
    heads << (effect.definition.choices.value(i) == effect.definition.chosen ? tr("%1. (in force)").arg(i + 1)
                                                                             : tr("%1.").arg(i + 1));
  table_->setColumnCount(static_cast<int>(heads.size()));
  table_->setHorizontalHeaderLabels(heads);
  table_->setRowCount(static_cast<int>(first.size()));
  for (int row = 0; row < first.size(); ++row) {
    const Figure& named = first.at(row);
    const QString currency = named.currency.isEmpty() ? QString() : QStringLiteral(", ") + named.currency;
    table_->setItem(row, 0, new QTableWidgetItem(metricTitle(named.metric) + currency));
    for (int i = 0; i < effect.figures.size(); ++i) {
      const Figure shown = effect.figures.at(i).value(row);
      auto* cell = new QTableWidgetItem(figureText(shown, context_.words.locale));
      cell->setData(models::KindRole, static_cast<int>(models::CellKind::Count));
      cell->setToolTip(figureExplanation(shown).join(QLatin1Char('\n')));
      if (i > 0 && shown.value != named.value) cell->setText(tr("≠ %1").arg(cell->text()));
      table_->setItem(row, i + 1, cell);
    }
  }
  for (int column = 1; column < table_->columnCount(); ++column)
    table_->horizontalHeaderItem(column)->setData(models::KindRole, static_cast<int>(models::CellKind::Count));
  table_->resizeColumnsToContents();
}

void DefinitionsDialog::judge() {
  const Definition* shown = term();
  const bool other = shown != nullptr && group_->checkedId() >= 0 && chosenKey() != shown->chosen;
  const bool reasoned = reason_->text().trimmed().size() >= 3;
  reason_->setEnabled(other);
  use_->setEnabled(other && reasoned);
  use_->setToolTip(!other     ? tr("This definition is in force")
                   : reasoned ? tr("For the whole workspace; the stored movements are made anew")
                              : tr("Say why first"));
}

void DefinitionsDialog::choose() {
  const Definition* shown = term();
  if (shown == nullptr) return;
  use_->setEnabled(false);
  ++asking_;
  const auto chosen = context_.services.finance->choose(shown->term, chosenKey(), reason_->text().trimmed(),
                                                        chooserOf(context_.services));
  whenDone(chosen, this, [this](const Result<void>& done) {
    --asking_;
    if (!done) {
      judge();
      return banner_->showError(done.error());
    }
    banner_->dismiss();
    load();
  });
}

}  // namespace billing::ui
