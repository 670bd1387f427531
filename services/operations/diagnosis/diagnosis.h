// Guided checks: each runs its steps by itself and ends in a sentence and, where there is something to do, a button.
#pragma once

#include <QString>

#include "operations/deskvalues.h"
#include "operations/rulescontext.h"
#include "support/instant.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

/// `subject` is an e-mail, account key, payment id or event id, as the question has it; may be empty for SignatureFails
/// (the newest failure). On a reader's connection.
[[nodiscard]] Result<Diagnosis> diagnose(QSqlDatabase& database, const RulesContext& rules, Question question,
                                         const QString& subject, Instant now);

}  // namespace billing::operations
