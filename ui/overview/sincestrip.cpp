#include "ui/overview/sincestrip.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <algorithm>

#include "models/timetext.h"
#include "ui/presenters/financeperiods.h"
#include "ui/presenters/person.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

SinceStrip::SinceStrip(const PaneContext& context, QWidget* parent)
    : QWidget(parent), context_(context), line_(new QLabel), seen_(new QPushButton(tr("Mark as seen"))) {
  setObjectName(QStringLiteral("sinceStrip"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 1));
  row->setSpacing(space(this, 2));
  line_->setObjectName(QStringLiteral("sinceLine"));
  line_->setTextFormat(Qt::RichText);
  line_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  line_->setWordWrap(true);
  seen_->setObjectName(QStringLiteral("sinceSeen"));
  seen_->setProperty("flat", true);
  seen_->setToolTip(tr("From now on, what changes after this moment is told here"));
  row->addWidget(line_, 1);
  row->addWidget(seen_);
  connect(seen_, &QPushButton::clicked, this, &SinceStrip::markSeen);
  connect(line_, &QLabel::linkActivated, this, &SinceStrip::follow);
  hide();
}

QString SinceStrip::person() const {
  return context_.services.admin != nullptr ? context_.services.admin->state().person.name : currentPerson();
}

QString SinceStrip::workspace() const {
  return QString::fromStdString(context_.services.profile.id);
}

void SinceStrip::showChanges(const QVector<operations::MonthRow>& months, const QString& zone,
                             const store::OverviewFacts& facts) {
  // Months of another year tell nothing of what is new.
  const QDate today = QDateTime::fromMSecsSinceEpoch(context_.nowMs(), context_.words.zone).date();
  const bool current =
      std::any_of(months.cbegin(), months.cend(), [&](const auto& month) { return month.month >= monthOf(today); });
  months_ = current ? months : QVector<operations::MonthRow>();
  zone_ = zone;
  facts_ = facts;
  if (current && !readSeen(context_.services.settings, workspace(), person())) markSeen();
  refresh();
}

void SinceStrip::markSeen() {
  if (months_.isEmpty()) return;  // nothing has been shown yet
  writeSeen(context_.services.settings, workspace(), person(), seenFigures(months_, zone_, facts_, context_.nowMs()));
  refresh();
}

void SinceStrip::refresh() {
  const auto seen = readSeen(context_.services.settings, workspace(), person());
  changes_ = seen && !months_.isEmpty() ? changesSince(*seen, months_, zone_, facts_, context_.words.locale)
                                        : QVector<SinceChange>();
  setVisible(!changes_.isEmpty());
  plain_.clear();
  if (changes_.isEmpty()) return;
  seenAt_ = seen->at;
  const QString since = tr("Since %1: ").arg(sinceText(seen->at, context_.nowMs(), context_.words.zone));
  QStringList words, links;
  for (int i = 0; i < changes_.size(); ++i) {
    words << changes_.at(i).words;
    links << QStringLiteral("<a href='%1'>%2</a>").arg(QString::number(i), words.last().toHtmlEscaped());
  }
  plain_ = since + words.join(QStringLiteral(", "));
  line_->setText(since.toHtmlEscaped() + links.join(QStringLiteral(", ")));
  line_->setAccessibleName(plain_);
  line_->setToolTip(tr("Seen %1").arg(models::exactTime(seen->at, context_.words.zone)));
}

void SinceStrip::follow(const QString& link) {
  const int index = link.toInt();
  if (index < 0 || index >= changes_.size()) return;
  const SinceChange& change = changes_.at(index);
  if (change.metric)
    Q_EMIT opened(*change.metric, change.currency, seenAt_);
  else
    Q_EMIT pastDueWanted();
}

}  // namespace billing::ui
