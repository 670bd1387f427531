// How changes by hand are told of.
#pragma once

#include <QJsonObject>

#include "operations/admin/outbox.h"
#include "store/adminrows.h"

namespace billing::ctl {

[[nodiscard]] QJsonObject outboxJson(const store::OutboxRow& row);
/// One line: operation, state, what, who and why.
[[nodiscard]] QString outboxLine(const store::OutboxRow& row, const operations::RulesContext* rules);
/// All of a call, for `show`.
void tellCall(const store::OutboxRow& row, bool json);
/// One line on standard output, at once: whoever reads it may kill us on it.
void tellStage(const store::OutboxRow& row, operations::OutboxStage stage, bool json);

}  // namespace billing::ctl
