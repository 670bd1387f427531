#include "ui/details/signaturetab.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QThreadPool>

#include "models/statustext.h"
#include "ui/presenters/routes.h"
#include "ui/presenters/statuslook.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

SignatureTab::SignatureTab(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      verdict_(new QLabel),
      explained_(new QLabel),
      facts_(new QLabel),
      steps_(new QVBoxLayout),
      diagnose_(new QPushButton(tr("Find the cause"))),
      diagnosis_(new QLabel) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  verdict_->setObjectName(QStringLiteral("signatureVerdict"));
  QFont font = strongFont(this->font());
  verdict_->setFont(font);
  facts_->setForegroundRole(QPalette::PlaceholderText);
  diagnosis_->setObjectName(QStringLiteral("signatureDiagnosis"));
  for (QLabel* label : {verdict_, explained_, facts_, diagnosis_}) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  steps_->setSpacing(space(this, 2));
  column->addWidget(verdict_);
  column->addWidget(explained_);
  column->addLayout(steps_);
  column->addWidget(facts_);
  column->addWidget(diagnose_, 0, Qt::AlignLeft);
  column->addWidget(diagnosis_);
  column->addStretch(1);
  diagnose_->setObjectName(QStringLiteral("signatureDiagnose"));
  diagnose_->setToolTip(tr("Tries the usual mistakes: another secret, changed bytes, another scheme"));
  connect(diagnose_, &QPushButton::clicked, this, &SignatureTab::diagnose);
}

workspace::WebhookRoute SignatureTab::route() const {
  return routeOf(context_.services.profile, detail_.row.route);
}

void SignatureTab::show(const store::WebhookEventDetail& detail) {
  detail_ = detail;
  const QString verdict = detail.row.verdict;
  const StatusLook look = statusLook(verdict);
  const Tokens& tokens = tokensFor(palette());
  verdict_->setText(verdict == QStringLiteral("ok")         ? tr("The signature is good")
                    : verdict == QStringLiteral("from_api") ? tr("Fetched from the provider")
                                                            : tr("Refused: %1").arg(models::statusText(verdict)));
  QPalette colors = palette();
  colors.setColor(QPalette::WindowText, tokens.tone(look.tone));
  verdict_->setPalette(colors);
  explained_->setText(verdictExplained(verdict));
  const store::AttemptDetail attempt = detail.attempts.isEmpty() ? store::AttemptDetail{} : detail.attempts.last();
  showSteps(signatureSteps(route().scheme, verdict, attempt.detail, attempt.secretLabel, route().toleranceSeconds));
  const QString scheme = QString::fromUtf8(workspace::toString(route().scheme).data(),
                                           static_cast<qsizetype>(workspace::toString(route().scheme).size()));
  facts_->setText(tr("Route %1 · scheme %2").arg(detail.row.route, scheme));
  diagnose_->setVisible(verdict == QStringLiteral("no_matching_signature"));
  diagnosis_->clear();
}

void SignatureTab::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  // Not now: a switch of the theme walks through all widgets, and these rows are made anew.
  if (event->type() == QEvent::PaletteChange && detail_.row.id != 0 && !repaintWaits_) {
    repaintWaits_ = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
          repaintWaits_ = false;
          show(store::WebhookEventDetail(detail_));
        },
        Qt::QueuedConnection);
  }
}

void SignatureTab::showSteps(const QVector<SignatureStep>& steps) {
  qDeleteAll(stepRows_);
  stepRows_.clear();
  const Tokens& tokens = tokensFor(palette());
  for (const SignatureStep& step : steps) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space(this, 2));
    const bool passed = step.result == StepResult::Passed;
    const bool failed = step.result == StepResult::Failed;
    const QString icon = passed   ? QStringLiteral("check-circle")
                         : failed ? QStringLiteral("close-circle")
                                  : QStringLiteral("circle");
    auto* sign = new QLabel;
    sign->setPixmap(symbolPixmap(icon, space(this, 4.5),
                                 passed   ? tokens.success
                                 : failed ? tokens.danger
                                          : tokens.muted,
                                 devicePixelRatioF()));
    sign->setAccessibleName(passed ? tr("passed") : failed ? tr("failed") : tr("not reached"));
    auto* text = new QLabel(step.note.isEmpty() ? step.title : QStringLiteral("%1\n%2").arg(step.title, step.note));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAccessibleDescription(sign->accessibleName());
    if (step.result == StepResult::NotReached) text->setForegroundRole(QPalette::PlaceholderText);
    line->addWidget(sign, 0, Qt::AlignTop);
    line->addWidget(text, 1);
    steps_->addWidget(row);
    stepRows_.push_back(row);
  }
}

void SignatureTab::diagnose() {
  if (detail_.attempts.isEmpty()) return;
  const store::AttemptDetail attempt = detail_.attempts.last();
  webhooks::Headers headers;
  for (const auto& [name, value] : attempt.headers) headers.push_back({name.toStdString(), value.toStdString()});
  workspace::Secrets secrets;
  for (const QString& label : context_.services.secrets.labels(route()))
    if (auto secret = context_.services.secrets.secret(route(), label)) secrets.push_back(*secret);
  diagnose_->setEnabled(false);
  // Some dozen HMACs over the body: short, but not for the thread that paints.
  QThreadPool::globalInstance()->start(
      [self = QPointer<SignatureTab>(this), route = route(), secrets, headers, attempt] {
        const std::string cause =
            webhooks::diagnose(route, secrets, headers, attempt.body.toStdString(), Instant{attempt.receivedAt});
        QMetaObject::invokeMethod(qApp, [self, cause, id = attempt.id] {
          if (self == nullptr || self->detail_.attempts.isEmpty() || self->detail_.attempts.last().id != id) return;
          self->diagnose_->setEnabled(true);
          self->diagnosis_->setText(cause.empty() ? tr("None of the usual mistakes explains it: most likely it was "
                                                       "signed with a secret that this workspace does not have.")
                                                  : QString::fromStdString(cause));
        });
      });
}

}  // namespace billing::ui
