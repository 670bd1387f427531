#include "ui/bulk/plandialog.h"

#include "support/whendone.h"
#include "ui/presenters/moneytext.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

using operations::CatalogueChange;
using operations::OrderPreview;

namespace {

Error badLimitLine(const QString& line) {
  return {ErrorKind::InvalidInput,
          "bad_limit",
          "“" + line.toStdString() + "” is no limit",
          {},
          "Write one a line: api_calls = 5000, or unlimited",
          false,
          {}};
}

QString limitsText(const Plan& plan) {
  QStringList lines;
  for (const auto& [quota, limit] : plan.limits)
    lines.append(QStringLiteral("%1 = %2").arg(QString::fromStdString(quota),
                                               limit ? QString::number(*limit) : QStringLiteral("unlimited")));
  return lines.join(u'\n');
}

Result<std::map<std::string, std::optional<std::int64_t>, std::less<>>> limitsFrom(const QString& text) {
  std::map<std::string, std::optional<std::int64_t>, std::less<>> limits;
  for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
    const QString value = line.section(u'=', 1).trimmed();
    bool number = false;
    const qint64 limit = value.toLongLong(&number);
    if (!number && value != u"unlimited") return failure(badLimitLine(line));
    limits[line.section(u'=', 0, 0).trimmed().toStdString()] =
        number ? std::optional<std::int64_t>(limit) : std::nullopt;
  }
  return limits;
}

QString diffText(const CatalogueChange& change) {
  QStringList lines;
  for (const auto& line : operations::lineDiff(change.before, change.after))
    lines.append(QString(line.sign) + QLatin1Char(' ') + line.text);
  return lines.join(u'\n');
}

}  // namespace

const Plan* PlanDialog::plan() const {
  return rules_.plan(plan_->currentData().toString().toStdString());
}

void PlanDialog::showPlan() {
  const Plan* shown = plan();
  if (shown == nullptr) return;
  name_->setText(QString::fromStdString(shown->name));
  QStringList features;
  for (const auto& one : shown->features) features.append(QString::fromStdString(one));
  features_->setPlainText(features.join(u'\n'));
  limits_->setPlainText(limitsText(*shown));
  QStringList problems;
  const bool live = context_.services.profile.live();
  for (const PlanPrice& price : shown->prices)
    if (price.amount.minor > 0 && price.productId(live).empty())
      problems.append(tr("The price for a %1 has no product id in this mode: it cannot be bought.")
                          .arg(QString::fromUtf8(toString(price.interval.unit).data())));
  note_->say(Tone::Warning, QStringLiteral("warning"), problems.join(QLatin1Char(' ')));
  chosenAnew();
}

// Only what differs from the plan as it is: the rest of the file is not touched.
Result<workspace::PlanEdit> PlanDialog::edit() const {
  workspace::PlanEdit edit;
  const Plan& now = *plan();
  edit.plan = now.key;
  if (const std::string name = name_->text().trimmed().toStdString(); name != now.name) edit.name = name;
  std::vector<std::string> features;
  for (const QString& line : features_->toPlainText().split(u'\n', Qt::SkipEmptyParts))
    features.push_back(line.trimmed().toStdString());
  if (features != now.features) edit.features = features;
  const auto limits = limitsFrom(limits_->toPlainText());
  if (!limits) return failure(limits.error());
  if (*limits != now.limits) edit.limits = *limits;
  return edit;
}

void PlanDialog::chosenAnew() {
  change_.reset();
  diff_->clear();
  judge();
}

void PlanDialog::preview() {
  const auto wanted = edit();
  if (!wanted) return banner_->showError(wanted.error());
  whenDone(context_.services.bulk->planChange(*wanted), this, [this](const Result<CatalogueChange>& change) {
    if (change)
      showChange(*change);
    else
      banner_->showError(change.error());
    Q_EMIT previewed();
  });
}

void PlanDialog::showChange(const CatalogueChange& change) {
  banner_->dismiss();
  change_ = change;
  diff_->setPlainText(diffText(change));
  judge();
}

void PlanDialog::write() {
  if (!change_) return;
  change_->reason = reason_->text().trimmed();
  write_->setEnabled(false);
  whenDone(context_.services.bulk->writeCatalogue(*change_), this, [this](const Result<QString>& copy) {
    if (!copy) {
      judge();
      return banner_->showError(copy.error());
    }
    change_.reset();
    judge();
    note_->say(Tone::Info, QStringLiteral("info"),
               tr("Written; what it was is in %1. It counts once the workspace is opened anew (Ctrl+O).").arg(*copy));
    Q_EMIT written();
  });
}

void PlanDialog::previewPrice() {
  pricePreview_.reset();
  judge();
  const Plan& priced = *plan();
  const auto currency =
      priced.prices.empty() ? Currency::fromCode("USD") : std::optional(priced.prices.front().amount.currency);
  const auto amount = fromDecimal(*currency, amount_->text().trimmed().toStdString());
  if (!amount) return banner_->showError(amount.error());
  priceOrder_ = {};
  priceOrder_.kind = operations::OrderKind::CreatePrice;
  priceOrder_.subject = priceOrder_.plan = priced.key;
  priceOrder_.amount = *amount;
  priceOrder_.interval = BillingInterval{static_cast<IntervalUnit>(interval_->currentData().toInt()), 1};
  whenDone(context_.services.admin->preview(priceOrder_, cancel_), this,
           [this](const Result<OrderPreview>& preview) { showPricePreview(preview); });
}

void PlanDialog::showPricePreview(const Result<OrderPreview>& preview) {
  if (!preview) return banner_->showError(preview.error());
  if (preview->refusal) return banner_->showError(*preview->refusal);
  banner_->dismiss();
  pricePreview_ = *preview;
  QStringList words;
  for (const auto& change : preview->changes)
    words.append(change.before.isEmpty()
                     ? QStringLiteral("%1: %2").arg(change.field, change.after)
                     : QStringLiteral("%1: %2 → %3").arg(change.field, change.before, change.after));
  words += QStringList(preview->warnings.begin(), preview->warnings.end());
  priceWords_->setText(words.join(QStringLiteral("\n")));
  judge();
}

void PlanDialog::makePrice() {
  if (!pricePreview_) return;
  priceOrder_.reason = reason_->text().trimmed().toStdString();
  makePrice_->setEnabled(false);
  const auto submitting = context_.services.admin->submit(priceOrder_, *pricePreview_, pricePreview_->toType);
  whenDone(submitting, this, [this](const Result<store::OutboxRow>& call) {
    if (!call) {
      judge();
      return banner_->showError(call.error());
    }
    pricePreview_.reset();
    judge();
    priceWords_->setText(
        tr("It waits in sight, then goes to the provider; its id is written into the workspace's file "
           "by itself, before the old price, which keeps its subscribers."));
  });
}

void PlanDialog::judge() {
  const auto* admin = context_.services.admin;
  const bool locked = admin != nullptr && admin->state().live && admin->state().locked;
  const bool reasoned = reason_->text().trimmed().size() >= 3;
  const QString why = locked ? tr("Live mode is locked") : reasoned ? QString() : tr("Give a reason first");
  write_->setEnabled(change_.has_value() && why.isEmpty());
  write_->setToolTip(change_ ? why : tr("Preview it first"));
  makePrice_->setEnabled(pricePreview_.has_value() && why.isEmpty());
  makePrice_->setToolTip(pricePreview_ ? why : tr("Preview it first"));
  priceButton_->setEnabled(admin != nullptr && !amount_->text().trimmed().isEmpty());
}

}  // namespace billing::ui
