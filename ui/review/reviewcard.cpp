#include "ui/review/reviewcard.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QShortcut>
#include <QVBoxLayout>

#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/presenters/statuslook.h"
#include "ui/review/reviewhand.h"
#include "ui/review/reviewmenu.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

ReviewCard* ReviewCard::make(const PaneContext& context, const char* entity, QTabWidget* tabs) {
  return context.services.review == nullptr ? nullptr : new ReviewCard(context, entity, tabs);
}

ReviewCard::ReviewCard(const PaneContext& context, const char* entity, QTabWidget* tabs)
    : context_(context),
      entity_(QLatin1String(entity)),
      hand_(ReviewHand::of(context)),
      tabs_(tabs),
      flag_(new QToolButton),
      reviewed_(new QToolButton),
      said_(new QLabel),
      notePage_(buildNotes()) {
  setObjectName(QStringLiteral("reviewCard"));
  flag_->setObjectName(QStringLiteral("reviewFlag"));
  flag_->setIcon(symbol(QStringLiteral("bookmark"), Tone::Muted));
  flag_->setPopupMode(QToolButton::InstantPopup);
  flag_->setMenu(new QMenu(flag_));
  connect(flag_->menu(), &QMenu::aboutToShow, this, &ReviewCard::fillFlags);
  reviewed_->setObjectName(QStringLiteral("reviewMark"));
  connect(reviewed_, &QToolButton::clicked, this, [this] {
    const bool fresh = state_.reviewedAt.has_value() && !state_.changedSince;
    hand_->setReviewed(pick(), !fresh);
  });
  said_->setObjectName(QStringLiteral("reviewSaid"));
  said_->setFont(captionFont(font()));
  said_->setForegroundRole(QPalette::PlaceholderText);
  said_->setTextFormat(Qt::PlainText);
  said_->setWordWrap(true);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  for (QToolButton* button : {flag_, reviewed_}) {
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
  }
  row->addWidget(said_, 1);
  tabs_->addTab(notePage_, tr("Notes"));
  connect(context_.services.review, &operations::ReviewDesk::changed, this,
          [this](const QVector<operations::ReviewSubject>& subjects) {
            if (subjects.contains(state_.subject)) ask();
          });
  if (context_.services.admin != nullptr)
    connect(context_.services.admin, &operations::AdminDesk::stateChanged, this, &ReviewCard::allow);
  show({});
}

QWidget* ReviewCard::buildNotes() {
  auto* page = new QWidget;
  notes_ = new QListWidget;
  notes_->setObjectName(QStringLiteral("reviewNotes"));
  notes_->setAccessibleName(tr("Notes, newest first"));
  notes_->setWordWrap(true);
  notes_->setTextElideMode(Qt::ElideNone);
  notes_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  notes_->setTabKeyNavigation(false);
  text_ = new QPlainTextEdit;
  text_->setObjectName(QStringLiteral("reviewNoteText"));
  text_->setAccessibleName(tr("New note"));
  text_->setPlaceholderText(tr("Write a note; everybody who opens this workspace reads it"));
  text_->setTabChangesFocus(true);
  text_->setFixedHeight(rowHeight(page->fontMetrics()) * 2);
  add_ = new QPushButton(tr("Add note"));
  add_->setObjectName(QStringLiteral("reviewNoteAdd"));
  add_->setToolTip(tr("Ctrl+Enter"));
  remove_ = new QPushButton(tr("Remove"));
  remove_->setObjectName(QStringLiteral("reviewNoteRemove"));
  remove_->setToolTip(tr("Removes the chosen note (Del)"));
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(space(page, 2));
  buttons->addWidget(add_);
  buttons->addWidget(remove_);
  buttons->addStretch(1);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(page, 2), space(page, 1), space(page, 2), space(page, 1));
  column->setSpacing(space(page, 2));
  column->addWidget(notes_, 1);
  column->addWidget(text_);
  column->addLayout(buttons);
  connect(add_, &QPushButton::clicked, this, &ReviewCard::addNote);
  connect(remove_, &QPushButton::clicked, this, &ReviewCard::removeNote);
  connect(text_, &QPlainTextEdit::textChanged, this, &ReviewCard::allow);
  connect(notes_, &QListWidget::currentRowChanged, this, &ReviewCard::allow);
  auto* keep = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), text_);
  keep->setContext(Qt::WidgetShortcut);
  connect(keep, &QShortcut::activated, this, &ReviewCard::addNote);
  auto* drop = new QShortcut(QKeySequence(Qt::Key_Delete), notes_);
  drop->setContext(Qt::WidgetShortcut);
  connect(drop, &QShortcut::activated, this, &ReviewCard::removeNote);
  return page;
}

void ReviewCard::showObject(const QString& externalId) {
  if (externalId == state_.subject.externalId && !externalId.isEmpty()) return ask();
  withdraw();
  keepDraft();
  operations::ReviewState none;
  none.subject = {entity_, externalId};
  show(none);
  text_->setPlainText(drafts_.value(externalId));
  if (!externalId.isEmpty()) ask();
}

// What was asked of one object may not be told of the next.
void ReviewCard::withdraw() {
  cancel_.cancel();
  cancel_ = CancelToken();
}

// Whoever looks at another row while writing finds the note as it was left.
void ReviewCard::keepDraft() {
  const QString& subject = state_.subject.externalId;
  if (subject.isEmpty()) return;
  if (text_->toPlainText().trimmed().isEmpty())
    drafts_.remove(subject);
  else
    drafts_.insert(subject, text_->toPlainText());
}

void ReviewCard::ask() {
  withdraw();
  whenDone(context_.services.review->state(state_.subject, cancel_), this,
           [this, withdrawn = cancel_, subject = state_.subject](const Result<operations::ReviewState>& state) {
             if (withdrawn.cancelled() || subject != state_.subject) return;
             if (state) return show(*state);
             if (state.error().kind != ErrorKind::Cancelled) Q_EMIT context_.navigator.errorHappened(state.error());
           });
}

QString ReviewCard::when(qint64 at) const {
  return models::relativeTime(at, context_.nowMs(), context_.words.zone, context_.words.locale);
}

void ReviewCard::show(const operations::ReviewState& state) {
  state_ = state;
  const StatusLook look = statusLook(state.flag);
  flag_->setText(state.flag.isEmpty() ? tr("Flag") : look.word);
  flag_->setIcon(symbol(QStringLiteral("bookmark"), state.flag.isEmpty() ? Tone::Muted : look.tone));
  flag_->setAccessibleName(state.flag.isEmpty() ? tr("Flag: none") : tr("Flag: %1").arg(look.word));
  const bool fresh = state.reviewedAt.has_value() && !state.changedSince;
  reviewed_->setText(fresh ? tr("Reviewed") : state.reviewedAt ? tr("Review again") : tr("Mark reviewed"));
  reviewed_->setIcon(symbol(QStringLiteral("check-circle"), fresh ? Tone::Success : Tone::Muted));
  reviewed_->setAccessibleName(reviewed_->text());
  QStringList said, exact;
  if (!state.flag.isEmpty()) {
    said << tr("flagged by %1 %2").arg(state.flaggedBy, state.flaggedAt == 0 ? QString() : when(state.flaggedAt));
    if (state.flaggedAt != 0) exact << tr("Flagged %1").arg(models::exactTime(state.flaggedAt, context_.words.zone));
  }
  if (state.reviewedAt) {
    said << tr("reviewed by %1 %2").arg(state.reviewedBy, when(*state.reviewedAt));
    exact << tr("Reviewed %1").arg(models::exactTime(*state.reviewedAt, context_.words.zone));
  }
  if (state.changedSince) said << tr("changed since");
  said_->setText(said.join(QStringLiteral(" · ")));
  said_->setToolTip(exact.join(u'\n'));
  showNotes();
  allow();
}

void ReviewCard::showNotes() {
  const int kept = notes_->currentRow();
  notes_->clear();
  for (const operations::ReviewNote& note : state_.notes) {
    // Isolated: a word that turns the direction of writing turns nothing of ours.
    const QString text = QChar(0x2068) + note.text + QChar(0x2069);
    auto* item = new QListWidgetItem(QStringLiteral("%1\n%2 · %3").arg(text, note.person, when(note.at)), notes_);
    item->setToolTip(models::exactTime(note.at, context_.words.zone));
    item->setData(Qt::UserRole, note.id);
  }
  notes_->setCurrentRow(qMin(kept, notes_->count() - 1));
  const int count = notes_->count();
  tabs_->setTabText(tabs_->indexOf(notePage_), count == 0 ? tr("Notes") : tr("Notes %1").arg(count));
}

void ReviewCard::allow() {
  const QString whyNot = hand_->whyNot();
  const bool may = whyNot.isEmpty() && !state_.subject.externalId.isEmpty();
  const bool fresh = state_.reviewedAt.has_value() && !state_.changedSince;
  for (QWidget* part : QWidgetList{flag_, reviewed_, text_}) part->setEnabled(may);
  add_->setEnabled(may && !text_->toPlainText().trimmed().isEmpty());
  remove_->setEnabled(may && notes_->currentRow() >= 0);
  flag_->setToolTip(may ? tr("What is to be done about it (Ctrl+Alt+Shift+Q for a question)") : whyNot);
  reviewed_->setToolTip(!may    ? whyNot
                        : fresh ? tr("Takes the mark away (Ctrl+Shift+M)")
                                : tr("By you, as it is now (Ctrl+M)"));
}

void ReviewCard::fillFlags() {
  flag_->menu()->clear();
  fillFlagMenu(*flag_->menu(), state_.flag, [this](const QString& flag) { hand_->setFlag(pick(), flag); });
}

ReviewPicks ReviewCard::pick() const {
  store::ReviewMark mark;
  mark.flag = state_.flag;
  mark.reviewedAt = state_.reviewedAt;
  return {{state_.subject, mark}};
}

void ReviewCard::addNote() {
  if (!add_->isEnabled()) return;
  const QString text = text_->toPlainText();
  whenDone(context_.services.review->addNote(state_.subject, text, {}), this,
           [this, subject = state_.subject, text](const Result<qint64>& added) {
             if (!added) return Q_EMIT context_.navigator.errorHappened(added.error());
             forget(subject, text);
             Q_EMIT context_.navigator.noticed(tr("Note added"));
           });
}

// Only what was added: by now something else may stand there, or be about another row.
void ReviewCard::forget(const operations::ReviewSubject& subject, const QString& text) {
  if (drafts_.value(subject.externalId) == text) drafts_.remove(subject.externalId);
  if (subject == state_.subject && text_->toPlainText() == text) text_->clear();
}

void ReviewCard::removeNote() {
  if (remove_->isEnabled()) hand_->removeNote(notes_->currentItem()->data(Qt::UserRole).toLongLong());
}

}  // namespace billing::ui
