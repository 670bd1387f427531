// What the window says about reading from the payment provider.
#pragma once

#include <QString>

#include "operations/providerdesk.h"
#include "ui/panes/panecontext.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

struct SyncWords {
  QString text;   ///< "read 2 min ago", "reading payments: 1,200"
  QString hover;  ///< the last result, when exactly, or why it failed
  Tone tone = Tone::Muted;
};
[[nodiscard]] SyncWords syncWords(const operations::ConnectionState& connection, const operations::SyncState& sync,
                                  const PaneContext& context);

/// "Read from Stripe"; empty when there is no provider to read from.
[[nodiscard]] QString readOffer(const ConsoleServices& services);
/// Why it cannot be read from the provider now; empty: it can.
[[nodiscard]] QString whyNotRead(const ConsoleServices& services);

/// "confirmed 3 min ago", as one fact; and what the provider says that this program does not know, one fact each.
[[nodiscard]] QString confirmedText(std::optional<qint64> at, const PaneContext& context);
/// "status = paused_by_moon"; of a payment with its id before it.
[[nodiscard]] QString unknownText(const store::UnknownWord& word, const QString& shownEntity);

}  // namespace billing::ui
