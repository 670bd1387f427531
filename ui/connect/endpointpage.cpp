#include "ui/connect/endpointpage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

namespace {

constexpr qsizetype kTypesNamed = 6;

// Where the address is remembered; it is no secret.
QString addressKey(const PaneContext& context) {
  return QStringLiteral("connect/endpoint/%1").arg(QString::fromStdString(context.services.profile.id));
}

QString tunnelCommand(quint16 port) {
  return QStringLiteral("cloudflared tunnel --url http://127.0.0.1:%1").arg(port);
}

quint16 listenerPort(const PaneContext& context) {
  const auto status = context.services.listener.status();
  return status.listening ? status.port : context.services.profile.port;
}

}  // namespace

EndpointPage::EndpointPage(const PaneContext& context, QWidget* parent)
    : ConnectPage(parent),
      context_(context),
      url_(new QLineEdit),
      check_(new QPushButton(tr("&Check"))),
      register_(new QPushButton(tr("&Register"))),
      progress_(new ProgressLine),
      verdict_(new NoteStrip),
      details_(new QLabel) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  auto* about =
      new QLabel(tr("The provider delivers its events to a public https address only. A tunnel brings them to the "
                    "listener on this computer; start one and enter the address that it tells."));
  about->setWordWrap(true);
  column->addWidget(about);
  column->addLayout(buildTunnel());
  column->addLayout(buildForm());
  column->addWidget(progress_);
  column->addWidget(verdict_);
  details_->setObjectName(QStringLiteral("connectEndpointDetails"));
  details_->setWordWrap(true);
  details_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  column->addWidget(details_);
  column->addStretch(1);
  url_->setText(context.services.settings.value(addressKey(context)).toString());
  connect(url_, &QLineEdit::textChanged, this, &EndpointPage::edited);
  connect(check_, &QPushButton::clicked, this, [this] { asking_ ? withdraw() : ask(false); });
  connect(register_, &QPushButton::clicked, this, [this] { ask(true); });
  edited();
}

EndpointPage::~EndpointPage() {
  cancel_.cancel();
  url_->disconnect(this);
}

QLayout* EndpointPage::buildTunnel() {
  auto* command = new QLineEdit(tunnelCommand(listenerPort(context_)));
  command->setObjectName(QStringLiteral("connectTunnel"));
  command->setReadOnly(true);
  command->setFont(monospaceFont(font()));
  command->setAccessibleName(tr("Command that starts a tunnel"));
  auto* copy = new QPushButton(tr("C&opy"));
  copy->setAutoDefault(false);
  copy->setAccessibleName(tr("Copy the command"));
  connect(copy, &QPushButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command->text()); });
  auto* line = new QHBoxLayout;
  line->addWidget(new QLabel(tr("For instance")));
  line->addWidget(command, 1);
  line->addWidget(copy);
  return line;
}

QLayout* EndpointPage::buildForm() {
  auto* caption = new QLabel(tr("Public &address"));
  caption->setBuddy(url_);
  url_->setObjectName(QStringLiteral("connectUrl"));
  url_->setAccessibleName(tr("Public address of the listener"));
  url_->setPlaceholderText(QStringLiteral("https://example.trycloudflare.com") + path());
  check_->setObjectName(QStringLiteral("connectCheck"));
  register_->setObjectName(QStringLiteral("connectRegister"));
  verdict_->setObjectName(QStringLiteral("connectEndpointVerdict"));
  for (QPushButton* button : {check_, register_}) button->setAutoDefault(false);
  register_->setToolTip(tr("Makes the endpoint at the provider, or completes it; its secret goes into the key ring"));
  auto* line = new QHBoxLayout;
  line->addWidget(caption);
  line->addWidget(url_, 1);
  line->addWidget(check_);
  line->addWidget(new GuardBox(register_, context_.services, operations::Deed::Connect));
  return line;
}

QString EndpointPage::path() const {
  for (const auto& route : context_.services.profile.routes)
    if (route.provider == context_.services.profile.provider) return QString::fromStdString(route.path);
  return QStringLiteral("/");
}

// A tunnel tells its host only; the path is the listener's.
QString EndpointPage::address() const {
  QUrl url(url_->text().trimmed());
  if (url.isValid() && !url.host().isEmpty() && (url.path().isEmpty() || url.path() == QLatin1String("/")))
    url.setPath(path());
  return url.isValid() && !url.host().isEmpty() ? url.toString() : url_->text().trimmed();
}

void EndpointPage::enter() {
  url_->setFocus();
}

QString EndpointPage::nextText() const {
  return state_.registered ? ConnectPage::nextText() : tr("&Skip");
}

void EndpointPage::edited() {
  state_ = {};
  verdict_->say(Tone::Info, QStringLiteral("info"), {});
  details_->clear();
  const bool some = !url_->text().trimmed().isEmpty();
  for (QPushButton* button : {check_, register_}) button->setEnabled(some);
  Q_EMIT changed();
}

void EndpointPage::ask(bool registering) {
  cancel_ = CancelToken();
  setAsking(true);
  auto* desk = context_.services.provider;
  const QString url = address();
  const auto answer = registering ? desk->registerEndpoint(url, cancel_) : desk->checkEndpoint(url, cancel_);
  whenDone(answer, this, [this, url, asked = cancel_](const Result<operations::EndpointState>& state) {
    if (asked.cancelled()) return;
    setAsking(false);
    if (!state) return Q_EMIT failed(state.error());
    context_.services.settings.setValue(addressKey(context_), url);
    const QSignalBlocker quiet(url_);
    url_->setText(url);  // with the path that was added
    show(*state);
  });
}

void EndpointPage::withdraw() {
  cancel_.cancel();
  if (asking_) setAsking(false);
}

void EndpointPage::setAsking(bool asking) {
  asking_ = asking;
  progress_->setRunning(asking);
  url_->setReadOnly(asking);
  register_->setEnabled(!asking && !url_->text().trimmed().isEmpty());
  check_->setText(asking ? tr("&Cancel") : tr("&Check"));
}

QString EndpointPage::outcome() const {
  if (!state_.registered) return tr("not registered; events arrive once an address is");
  if (state_.missingTypes.isEmpty()) return tr("registered, %1").arg(state_.url);
  return tr("registered, but %1 event types are not sent").arg(state_.missingTypes.size());
}

void EndpointPage::show(const operations::EndpointState& state) {
  state_ = state;
  const bool fine = state.registered && state.missingTypes.isEmpty() && state.note.isEmpty();
  const QString words =
      !state.registered ? tr("This address is not registered yet: Register makes it known")
      : state.missingTypes.isEmpty()
          ? tr("Registered, and every event that is needed is sent")
          : tr("Registered, but %1 event types are not sent: Register adds them").arg(state.missingTypes.size());
  verdict_->say(fine ? Tone::Success : Tone::Warning, fine ? QStringLiteral("check-circle") : QStringLiteral("warning"),
                words);
  QStringList lines;
  if (!state.note.isEmpty()) lines << state.note + QLatin1Char('.');
  if (!state.missingTypes.isEmpty()) {
    lines << QStringList(state.missingTypes.mid(0, kTypesNamed)).join(QStringLiteral(", "));
    if (state.missingTypes.size() > kTypesNamed)
      lines.last() += tr(" and %1 more").arg(state.missingTypes.size() - kTypesNamed);
  }
  details_->setText(lines.join(QLatin1Char('\n')));
  Q_EMIT changed();
}

}  // namespace billing::ui
