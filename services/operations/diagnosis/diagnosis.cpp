#include "operations/diagnosis/diagnosis.h"

namespace billing::operations {

Result<Diagnosis> diagnose(QSqlDatabase&, const RulesContext&, Question, const QString&, Instant) {
  return failure(ErrorKind::Unavailable, "not_yet", "Guided checks cannot run yet");
}

}  // namespace billing::operations
