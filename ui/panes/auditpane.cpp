#include "ui/panes/auditpane.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

#include "support/whendone.h"
#include "ui/details/auditdetail.h"
#include "ui/presenters/auditmemory.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

namespace {

constexpr qint64 kAuditDayMs = 86'400'000;
constexpr std::size_t kAuditFindingsSaid = 3;

// Words that were chosen stay chosen; new ones join in order.
void addAuditWords(QComboBox& box, const QStringList& words) {
  for (const QString& word : words)
    if (!word.isEmpty() && box.findData(word) < 0) box.addItem(word, word);
}

QString chosenIn(const QComboBox& box) {
  // What was typed counts where the box may be typed in.
  const int known = box.findText(box.currentText());
  return known >= 0 ? box.itemData(known).toString() : box.currentText().trimmed();
}

}  // namespace

void AuditPane::ask() {
  progress_->setRunning(true);
  list_.ask(question());
}

store::AuditQuestion AuditPane::question() const {
  store::AuditQuestion question;
  question.text = search_->text();
  question.actor = chosenIn(*person_);
  question.action = action_->currentData().toString();
  question.entity = object_->currentData().toString();
  if (const qint64 days = period_->currentData().toLongLong(); days > 0)
    question.from = context_.nowMs() - days * kAuditDayMs;
  return question;
}

bool AuditPane::isFiltered() const {
  return !search_->text().trimmed().isEmpty() || !chosenIn(*person_).isEmpty() || action_->currentIndex() > 0 ||
         object_->currentIndex() > 0 || period_->currentIndex() > 0;
}

void AuditPane::clearFilters() {
  for (QComboBox* box : {person_, action_, object_, period_}) {
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(0);
  }
  const QSignalBlocker quiet(search_);
  search_->clear();
}

void AuditPane::addChoices() {
  QStringList people, entities;
  for (const auto& row : list_.rows()) {
    people << row.actor;
    const QString action = row.action.section(u'.', 0, 0);
    if (action_->findData(action) < 0) action_->addItem(models::auditActionName(action), action);
    if (!row.entity.isEmpty() && object_->findData(row.entity) < 0)
      object_->addItem(models::auditEntityName(row.entity), row.entity);
  }
  addAuditWords(*person_, people);
}

void AuditPane::showRows() {
  progress_->setRunning(false);
  banner_->dismiss();
  addChoices();
  const bool none = list_.rows().isEmpty();
  if (none && isFiltered())
    empty_->say(QStringLiteral("search"), tr("No entry fits"), tr("Nobody changed anything of that kind by hand."),
                tr("Show all entries"));
  else if (none)
    empty_->say(QStringLiteral("audit"), tr("Nothing was changed by hand yet"),
                tr("Plans, refunds, credits, switches, jobs and keys: whoever changes one is written down here, with "
                   "the reason, and nobody can take it out unnoticed."));
  stack_->setCurrentIndex(none ? 1 : 0);
  older_->setVisible(list_.hasOlder());
  const QString number = context_.words.locale.toString(list_.rows().size());
  count_->setText(none ? QString() : list_.hasOlder() ? tr("the newest %1").arg(number) : tr("%1 entries").arg(number));
  const qint64 keep = wanted_ != 0 ? wanted_ : detail_->row();
  int row = 0;
  for (int i = 0; i < list_.rows().size(); ++i)
    if (list_.rows().at(i).id == keep) row = i;
  if (none)
    detail_->showRow(0);
  else
    table_->selectRow(row);
  wanted_ = 0;
  if (isSettled()) Q_EMIT settled();
}

void AuditPane::showRow(qint64 entry) {
  wanted_ = entry;
  clearFilters();
  if (list_.entry(entry) != nullptr) return showRows();
  // From that entry on, however far back it is.
  store::AuditQuestion from = question();
  from.before = entry + 1;
  list_.ask(from);
}

void AuditPane::check() {
  if (isChecking_) return;
  isChecking_ = true;
  checking_ = CancelToken();
  check_->setEnabled(false);
  progress_->setRunning(true);
  whenDone(context_.services.admin->verifyAudit(checking_), this,
           [this](const Result<store::AuditVerdict>& verdict) { checked(verdict); });
}

void AuditPane::checked(const Result<store::AuditVerdict>& verdict) {
  isChecking_ = false;
  check_->setEnabled(true);
  progress_->setRunning(false);
  if (verdict)
    showVerdict(*verdict);
  else if (verdict.error().kind != ErrorKind::Cancelled)
    banner_->showError(verdict.error(), tr("Try again"));
  if (isSettled()) Q_EMIT settled();
}

void AuditPane::showVerdict(const store::AuditVerdict& verdict) {
  verdict_ = verdict;
  const auto found = static_cast<qint64>(verdict.findings.size()) + verdict.moreFindings;
  const bool whole = found == 0;
  verdictBox_->setVisible(true);
  showFinding_->setVisible(!whole);
  startAnew_->setVisible(!whole);
  detail_->setFindings(verdict.findings);
  Q_EMIT context_.navigator.badgeWanted(PaneId::Audit, static_cast<int>(found), tr("findings in the audit log"));
  if (whole) {
    const QString number = context_.words.locale.toString(verdict.entries);
    verdictNote_->say(Tone::Success, QStringLiteral("check-circle"),
                      verdict.entries == 0
                          ? tr("There is no entry yet, and none is missing.")
                          : tr("The log is whole: %1 entries, each as it was written, none missing.").arg(number));
    return;
  }
  QStringList said{tr("The log is not what was written.")};
  for (std::size_t i = 0; i < std::min(kAuditFindingsSaid, verdict.findings.size()); ++i)
    said << tr("%1.").arg(verdict.findings.at(i).what);
  if (found > static_cast<qint64>(kAuditFindingsSaid))
    said << tr("And %1 more.").arg(context_.words.locale.toString(found - static_cast<qint64>(kAuditFindingsSaid)));
  verdictNote_->say(Tone::Danger, QStringLiteral("error"), said.join(u'\n'));
  showFinding_->setText(tr("Show entry %1").arg(verdict.findings.front().entry));
}

void AuditPane::startAnew() {
  AuditMemory(context_.services.settings, context_.services.databaseDescription).forget();
  check();
}

void AuditPane::refresh() {
  list_.reload();
  check();
}

void AuditPane::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void AuditPane::stepBack() {
  if (banner_->isVisible()) return banner_->dismiss();
  if (!isFiltered()) return;
  clearFilters();
  ask();
}

void AuditPane::copySelection() {
  const int rows = table_->copy();
  if (rows > 0) Q_EMIT context_.navigator.noticed(tr("%1 rows copied").arg(rows));
}

void AuditPane::toggleDetail() {
  detail_->setVisible(!detail_->isVisible());
}

QWidget* AuditPane::firstFocus() {
  return list_.rows().isEmpty() ? static_cast<QWidget*>(search_) : table_;
}

QString AuditPane::selectionText() const {
  const store::AuditRow* row = list_.entry(table_->currentId());
  return row == nullptr ? QString() : tr("entry %1: %2 by %3").arg(QString::number(row->id), row->action, row->actor);
}

}  // namespace billing::ui
