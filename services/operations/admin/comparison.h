// What really happened, held against what the preview had said. Pure.
#pragma once

#include <QString>
#include <optional>

#include "operations/admin/orderpreview.h"
#include "store/adminrows.h"

namespace billing::operations {

struct Comparison {
  enum class Verdict {
    AsPreviewed,
    More,     ///< more was charged, or less given back
    Less,     ///< less was charged, or more given back
    Unknown,  ///< one of the two is not known, or they are in different currencies
  };
  Verdict verdict = Verdict::Unknown;
  std::optional<Money> difference;  ///< actual less previewed, where both are known
  QString words;                    ///< "As previewed", "Charged 0.03 USD more than previewed, because ..."
};

/// `actual`: charged (+) or given back (-), tax included; nullopt: nobody can say. `at`: when the provider did it.
[[nodiscard]] Comparison compareWithPreview(const OrderPreview& preview, const std::optional<Money>& actual,
                                            const std::optional<Instant>& at = {});

/// Of a call that is done; nullopt while it is not, and where no money was to move or nobody knows how much did.
[[nodiscard]] std::optional<Comparison> compareCall(const store::OutboxRow& call);

}  // namespace billing::operations
