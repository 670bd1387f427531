// How the guided checks are laid out: the questions at the left, the one that was chosen at the right.
#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/checks/diagnosisview.h"
#include "ui/presenters/questionwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/choicecard.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/steplist.h"

namespace billing::ui {

DiagnosisView::DiagnosisView(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      title_(new QLabel),
      about_(new QLabel),
      caption_(new QLabel),
      subject_(new QLineEdit),
      check_(new QPushButton(tr("Check"))),
      progress_(new ProgressLine),
      banner_(new ErrorBanner),
      steps_(new StepList),
      conclusion_(new NoteStrip),
      action_(new QPushButton) {
  setObjectName(QStringLiteral("diagnosisView"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(buildQuestions(), 2);
  row->addWidget(buildGuide(), 3);
  connect(check_, &QPushButton::clicked, this, &DiagnosisView::run);
  connect(subject_, &QLineEdit::returnPressed, this, &DiagnosisView::run);
  connect(subject_, &QLineEdit::textChanged, this, [this](const QString& text) {
    check_->setEnabled(questionWords(question_).subjectMayBeEmpty || !text.trimmed().isEmpty());
  });
  connect(action_, &QPushButton::clicked, this, &DiagnosisView::act);
  connect(banner_, &ErrorBanner::actionTriggered, this, &DiagnosisView::run);
  connect(&context.updater, &models::ModelUpdater::changed, this, [this](const std::vector<store::Change>& changes) {
    for (const auto& change : changes)
      if (change.entity == store::Entity::WebhookEvent) runAgainAfter(change.row);
  });
  using operations::Question;
  const Question first = cards_.first()->isEnabled() ? Question::PaidWithoutAccess : Question::SignatureFails;
  cards_.at(static_cast<int>(first))->setChecked(true);
  choose(first);
}

QWidget* DiagnosisView::buildQuestions() {
  auto* left = new QWidget;
  left->setMinimumWidth(chars(this, 34));
  left->setMaximumWidth(chars(this, 62));
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 2));
  auto* group = new QButtonGroup(this);
  for (const operations::Question question : kQuestions) {
    const QuestionWords words = questionWords(question);
    auto* card = new ChoiceCard(words.icon, words.title, words.about);
    card->setObjectName(QStringLiteral("question_%1").arg(static_cast<int>(question)));
    card->setImpossible(whyNotAsked(question, context_.services));
    group->addButton(card);
    // toggled, not clicked: assistive technology toggles without a click.
    connect(card, &QAbstractButton::toggled, this, [this, question](bool on) {
      if (on && question != question_) choose(question);
    });
    connect(card, &ChoiceCard::stepWanted, this, [this, card](int columns, int rows) { step(card, columns + rows); });
    connect(card, &ChoiceCard::activated, subject_, [this] { subject_->setFocus(Qt::TabFocusReason); });
    column->addWidget(card);
    cards_.push_back(card);
  }
  column->addStretch(1);
  return left;
}

QWidget* DiagnosisView::buildGuide() {
  auto* guide = new QWidget;
  guide->setAutoFillBackground(true);
  guide->setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(guide);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 2));
  title_->setFont(titleFont(font()));
  title_->setObjectName(QStringLiteral("diagnosisTitle"));
  about_->setForegroundRole(QPalette::PlaceholderText);
  for (QLabel* label : {title_, about_, caption_}) label->setWordWrap(true);
  caption_->setBuddy(subject_);
  subject_->setObjectName(QStringLiteral("diagnosisSubject"));
  check_->setObjectName(QStringLiteral("diagnosisCheck"));
  check_->setProperty("primary", true);
  check_->setToolTip(tr("Check (Enter)"));
  conclusion_->setObjectName(QStringLiteral("diagnosisConclusion"));
  conclusion_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  action_->setObjectName(QStringLiteral("diagnosisAction"));
  auto* line = new QHBoxLayout;
  line->setSpacing(space(this, 2));
  line->addWidget(subject_, 1);
  line->addWidget(check_);
  column->addWidget(title_);
  column->addWidget(about_);
  column->addSpacing(space(this, 2));
  column->addWidget(caption_);
  column->addLayout(line);
  column->addWidget(progress_);
  column->addWidget(banner_);
  column->addSpacing(space(this, 1));
  column->addWidget(steps_);
  column->addSpacing(space(this, 1));
  column->addWidget(conclusion_);
  column->addWidget(action_, 0, Qt::AlignLeft);
  column->addStretch(1);
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setWidget(guide);
  return area;
}

}  // namespace billing::ui
