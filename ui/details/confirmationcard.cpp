#include "ui/details/confirmationcard.h"

#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/presenters/syncwords.h"

namespace billing::ui {

ConfirmationCard::ConfirmationCard(const PaneContext& context, const char* entity, QWidget* parent)
    : FactsCard(parent), context_(context), entity_(QLatin1String(entity)) {
  setObjectName(QStringLiteral("confirmation"));
  hide();
  operations::ProviderDesk* provider = context_.services.provider;
  if (provider == nullptr) return;
  // No row changes when a reading finds nothing new, so nobody else tells that it was confirmed again.
  connect(provider, &operations::ProviderDesk::syncChanged, this, [this, provider] {
    const bool running = provider->sync().running;
    if (wasRunning_ && !running && row_ != 0) ask();
    wasRunning_ = running;
  });
}

void ConfirmationCard::showRow(qint64 row) {
  row_ = row;
  ask();
}

void ConfirmationCard::ask() {
  cancel_.cancel();
  cancel_ = CancelToken();
  whenDone(context_.services.queries.confirmation(entity_, row_, cancel_), this,
           [this, asked = cancel_](const Result<store::Confirmation>& found) {
             if (asked.cancelled()) return;
             if (found)
               show(*found);
             else if (found.error().kind != ErrorKind::Cancelled)
               Q_EMIT context_.navigator.errorHappened(found.error());
           });
}

void ConfirmationCard::show(const store::Confirmation& confirmation) {
  const auto exact = [this](std::optional<qint64> ms) {
    return ms ? models::exactTime(*ms, context_.words.zone) : QString();
  };
  QVector<FactItem> facts;
  facts.push_back({tr("Confirmed"),
                   confirmedText(confirmation.confirmedAt, context_),
                   FactStyle::Plain,
                   tr("The provider said so at %1").arg(exact(confirmation.confirmedAt)),
                   {}});
  // Said only where it is another time.
  if (confirmation.paymentsConfirmedAt != confirmation.confirmedAt)
    facts.push_back({tr("Payments confirmed"),
                     confirmedText(confirmation.paymentsConfirmedAt, context_),
                     FactStyle::Plain,
                     tr("The oldest of them at %1").arg(exact(confirmation.paymentsConfirmedAt)),
                     {}});
  for (const store::UnknownWord& word : confirmation.unknown)
    facts.push_back({tr("Provider also says"),
                     unknownText(word, entity_),
                     FactStyle::Copyable,
                     tr("This program does not know what it means; it is kept as it came"),
                     {}});
  setFacts(facts);
  setVisible(confirmation.confirmedAt || !confirmation.unknown.isEmpty());
}

}  // namespace billing::ui
