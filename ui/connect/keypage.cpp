#include "ui/connect/keypage.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

namespace {

bool isStripe(const PaneContext& context) {
  return context.services.profile.provider == Provider::Stripe;
}

QString whereKeysAre(const PaneContext& context) {
  const bool live = context.services.profile.live();
  if (isStripe(context))
    return KeyPage::tr("Stripe's dashboard, Developers, API keys: the secret key or a restricted one, in %1 mode.")
        .arg(live ? KeyPage::tr("live") : KeyPage::tr("test"));
  return KeyPage::tr("Dodo Payments' dashboard in %1 mode, Developer, API keys.")
      .arg(live ? KeyPage::tr("live") : KeyPage::tr("test"));
}

}  // namespace

QString trialSentence(const operations::KeyTrial& trial) {
  if (!trial.accepted)
    return trial.hint.isEmpty() ? trial.problem : QStringLiteral("%1. %2").arg(trial.problem, trial.hint);
  const QString mode = trial.live ? KeyPage::tr("live") : KeyPage::tr("test");
  const QString whose = trial.account.isEmpty() ? QString() : KeyPage::tr(" of %1").arg(trial.account);
  return KeyPage::tr("Accepted: a %1 key%2; it %3").arg(mode, whose, trial.writing);
}

KeyPage::KeyPage(const PaneContext& context, QWidget* parent)
    : ConnectPage(parent),
      context_(context),
      kept_(new QLabel),
      key_(new QLineEdit),
      test_(new QPushButton(tr("&Test key"))),
      progress_(new ProgressLine),
      verdict_(new NoteStrip),
      details_(new QLabel) {
  buildForm();
  connect(key_, &QLineEdit::textChanged, this, &KeyPage::edited);
  connect(key_, &QLineEdit::returnPressed, this, [this] {
    if (test_->isEnabled() && !testing_) test();
  });
  connect(test_, &QPushButton::clicked, this, [this] { testing_ ? withdraw() : test(); });
}

KeyPage::~KeyPage() {
  cancel_.cancel();
  key_->disconnect(this);
}

void KeyPage::buildForm() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  auto* about = new QLabel(
      tr("%1 Testing only reads. The key goes into the key ring and nowhere else.").arg(whereKeysAre(context_)));
  about->setWordWrap(true);
  kept_->setObjectName(QStringLiteral("connectKept"));
  auto* caption = new QLabel(tr("API &key"));
  caption->setBuddy(key_);
  key_->setObjectName(QStringLiteral("connectKey"));
  key_->setEchoMode(QLineEdit::Password);
  key_->setAccessibleName(tr("API key"));
  key_->setAccessibleDescription(about->text());
  key_->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
  test_->setObjectName(QStringLiteral("connectTest"));
  test_->setAutoDefault(false);
  auto* line = new QHBoxLayout;
  line->addWidget(caption);
  line->addWidget(key_, 1);
  line->addWidget(test_);
  verdict_->setObjectName(QStringLiteral("connectVerdict"));
  details_->setObjectName(QStringLiteral("connectDetails"));
  details_->setWordWrap(true);
  details_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  for (QWidget* widget : {static_cast<QWidget*>(about), static_cast<QWidget*>(kept_)}) column->addWidget(widget);
  column->addLayout(line);
  column->addWidget(progress_);
  column->addWidget(verdict_);
  column->addWidget(details_);
  column->addStretch(1);
}

void KeyPage::enter() {
  const auto connection = context_.services.provider->connection();
  kept_->setText(connection.keyHint.isEmpty()
                     ? tr("No key is kept yet.")
                     : tr("Kept: %1. Paste another one to replace it.").arg(connection.keyHint));
  edited();
  key_->setFocus();
}

void KeyPage::edited() {
  trial_.reset();
  verdict_->say(Tone::Info, QStringLiteral("info"), {});
  details_->clear();
  test_->setEnabled(!key_->text().trimmed().isEmpty());
  test_->setToolTip(test_->isEnabled() ? QString() : tr("Paste a key first"));
  Q_EMIT changed();
}

QString KeyPage::missing() const {
  if (testing_) return tr("The key is being tested");
  if (key_->text().trimmed().isEmpty())
    return context_.services.provider->connection().connected ? QString() : tr("Paste a key and test it");
  return trial_ && trial_->accepted ? QString() : tr("Test the key first");
}

void KeyPage::test() {
  cancel_ = CancelToken();
  trial_.reset();
  setTesting(true);
  whenDone(context_.services.provider->tryKey(key_->text(), cancel_), this,
           [this, asked = cancel_](const Result<operations::KeyTrial>& trial) {
             if (asked.cancelled()) return;
             setTesting(false);
             if (trial) return showTrial(*trial);
             Q_EMIT failed(trial.error());
           });
}

void KeyPage::withdraw() {
  cancel_.cancel();
  if (testing_) setTesting(false);
}

void KeyPage::setTesting(bool testing) {
  testing_ = testing;
  progress_->setRunning(testing);
  key_->setReadOnly(testing);
  test_->setText(testing ? tr("&Cancel the test") : tr("&Test key"));
  Q_EMIT changed();
}

void KeyPage::showTrial(const operations::KeyTrial& trial) {
  trial_ = trial;
  const bool fine = trial.accepted && trial.missing.isEmpty() && trial.clockWarning.isEmpty();
  const Tone tone = !trial.accepted ? Tone::Danger : fine ? Tone::Success : Tone::Warning;
  verdict_->say(tone, fine ? QStringLiteral("check-circle") : QStringLiteral("warning"), trialSentence(trial));
  QStringList lines;
  if (!trial.missing.isEmpty()) lines << tr("Refused to it: %1.").arg(trial.missing.join(QStringLiteral(", ")));
  if (!trial.clockWarning.isEmpty()) lines << trial.clockWarning + QLatin1Char('.');
  details_->setText(lines.join(QLatin1Char('\n')));
  Q_EMIT changed();
}

void KeyPage::leave() {
  const QString key = key_->text().trimmed();
  if (key.isEmpty()) return Q_EMIT left();
  whenDone(context_.services.provider->keepKey(key), this, [this, found = trial_](const Result<void>& kept) {
    if (!kept) return Q_EMIT failed(kept.error());
    key_->clear();  // it is in the key ring now
    trial_ = found;
    Q_EMIT left();
  });
}

}  // namespace billing::ui
