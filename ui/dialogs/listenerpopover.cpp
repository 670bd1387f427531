#include "ui/dialogs/listenerpopover.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "models/statustext.h"
#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/presenters/messages.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/listenerlamp.h"

namespace billing::ui {

ListenerPopover::ListenerPopover(const PaneContext& context, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      context_(context),
      headline_(new QLabel),
      facts_(new FactsCard),
      problem_(new QLabel),
      port_(new QSpinBox),
      startStop_(new QPushButton),
      next_(new QPushButton),
      failures_(new QPushButton(tr("Show refused deliveries"))) {
  setObjectName(QStringLiteral("listenerPopover"));
  setAccessibleName(tr("Webhook listener"));
  setFrameShape(QFrame::StyledPanel);
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  headline_->setFont(strongFont(font()));
  problem_->setWordWrap(true);
  column->addWidget(headline_);
  column->addWidget(facts_);
  column->addWidget(problem_);
  failures_->setProperty("flat", true);
  column->addWidget(failures_, 0, Qt::AlignLeft);
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 2));
  port_->setRange(1, 65535);
  port_->setButtonSymbols(QAbstractSpinBox::NoButtons);
  port_->setAccessibleName(tr("Port"));
  port_->setObjectName(QStringLiteral("listenerPort"));
  port_->setPrefix(tr("Port "));
  startStop_->setObjectName(QStringLiteral("listenerStartStop"));
  startStop_->setToolTip(tr("F9"));
  auto* copy = new QPushButton(tr("Copy URL"));
  copy->setObjectName(QStringLiteral("listenerCopyUrl"));
  for (QWidget* widget : {static_cast<QWidget*>(port_), static_cast<QWidget*>(next_), static_cast<QWidget*>(copy),
                          static_cast<QWidget*>(startStop_)})
    row->addWidget(widget);
  column->addLayout(row);
  setFixedWidth(chars(this, 70));
  connect(copy, &QPushButton::clicked, this, [this] {
    QGuiApplication::clipboard()->setText(url(0));
    Q_EMIT context_.navigator.noticed(tr("URL copied"));
  });
  connect(startStop_, &QPushButton::clicked, this, &ListenerPopover::startOrStop);
  connect(next_, &QPushButton::clicked, this,
          [this] { start(context_.services.listener.nextFreePort(static_cast<quint16>(port_->value()))); });
  connect(failures_, &QPushButton::clicked, this, &ListenerPopover::rejectedWanted);
  connect(&context_.services.listener, &ListenerControl::statusChanged, this, &ListenerPopover::refresh);
  const quint16 present = context_.services.listener.status().port;
  port_->setValue(present != 0 ? present : context_.services.profile.port);
  refresh();
}

QString ListenerPopover::url(int route) const {
  const auto& routes = context_.services.profile.routes;
  const QString path = route < static_cast<int>(routes.size())
                           ? QString::fromStdString(routes[static_cast<size_t>(route)].path)
                           : QString();
  return QStringLiteral("http://127.0.0.1:%1%2").arg(context_.services.listener.status().port).arg(path);
}

void ListenerPopover::refresh() {
  const webhooks::ListenerStatus status = context_.services.listener.status();
  const auto& words = context_.words;
  headline_->setText(status.listening ? tr("Webhooks arrive on port %1").arg(status.port)
                                      : tr("Webhooks cannot arrive now"));
  QVector<FactItem> facts;
  for (int i = 0; status.listening && i < static_cast<int>(context_.services.profile.routes.size()); ++i)
    facts.push_back({i == 0 ? tr("URL") : QString(), url(i), FactStyle::Id, {}, {}});
  const QString last = status.lastDeliveryAt
                           ? models::relativeTime(status.lastDeliveryAt->ms, context_.nowMs(), words.zone, words.locale)
                           : tr("none yet");
  facts.push_back({tr("Last delivery"),
                   last,
                   FactStyle::Plain,
                   status.lastDeliveryAt ? models::exactTime(status.lastDeliveryAt->ms, words.zone) : QString(),
                   {}});
  const auto count = [&words](std::uint64_t n) { return words.locale.toString(static_cast<qulonglong>(n)); };
  facts.push_back(
      {tr("Since start"),
       tr("%1 deliveries: %2 accepted, %3 duplicates, %4 refused")
           .arg(count(status.deliveries), count(status.accepted), count(status.duplicates), count(status.rejected)),
       FactStyle::Wrapped,
       {},
       {}});
  if (status.recentFailed > 0)
    facts.push_back({tr("Of the last %1").arg(status.recentTotal),
                     tr("%1 failed, mostly: %2")
                         .arg(status.recentFailed)
                         .arg(models::statusText(QString::fromStdString(status.commonReason))),
                     FactStyle::Strong,
                     QString::fromStdString(status.commonDetail),
                     {}});
  facts_->setFacts(facts);
  problem_->setText(QString::fromStdString(!status.error.empty() ? status.error : status.commonDetail));
  problem_->setVisible(!problem_->text().isEmpty());
  failures_->setVisible(status.recentFailed > 0);
  startStop_->setText(status.listening ? tr("Stop") : tr("Start"));
  port_->setEnabled(!status.listening);
  next_->setText(tr("Next free port"));
  next_->setVisible(!status.listening);
  adjustSize();
}

void ListenerPopover::start(quint16 port) {
  port_->setValue(port);
  whenDone(context_.services.listener.start(port), this, [this](const Result<quint16>& started) {
    if (started) {
      port_->setValue(*started);
    } else {
      const ErrorWords words = wordsFor(started.error());
      problem_->setText(QStringList{words.what, words.why, words.next}.join(QLatin1Char(' ')).simplified());
      problem_->show();
    }
  });
}

void ListenerPopover::startOrStop() {
  if (context_.services.listener.status().listening) {
    whenDone(context_.services.listener.stop(), this, [this] { refresh(); });
  } else {
    start(static_cast<quint16>(port_->value()));
  }
}

void ListenerPopover::openAt(QWidget* anchor) {
  adjustSize();
  move(anchor->mapToGlobal(QPoint(anchor->width() - width(), anchor->height() + space(this, 1))));
  show();
  startStop_->setFocus(Qt::PopupFocusReason);
}

}  // namespace billing::ui
