// What a cell answers for each role: the wording of a fact. No role gives a colour.
#pragma once

#include "models/column.h"
#include "models/modelcontext.h"

namespace billing::models {

/// Short, for reading.
[[nodiscard]] QString displayText(CellKind kind, const Fact& fact, const ModelContext& context);
/// Exact, for hovering: the whole id, the instant with its zone, the amount to the last minor unit, then the fact's
/// detail.
[[nodiscard]] QString exactText(CellKind kind, const Fact& fact, const ModelContext& context);
/// Exact, for the clipboard and spreadsheets.
[[nodiscard]] QString copyText(CellKind kind, const Fact& fact, const ModelContext& context);
/// For screen readers, understandable without the header: "Status past due", "Amount $5.00", "Plan empty".
[[nodiscard]] QString spokenText(const Column& column, const Fact& fact, const ModelContext& context);

/// Dispatches to the above. Roles that need more than the fact (IdRole, StatusRole, LoadingRole) are the model's.
[[nodiscard]] QVariant answer(const Column& column, const Fact& fact, int role, const ModelContext& context);
/// For a row that is still on its way.
[[nodiscard]] QVariant answerWhileLoading(const Column& column, int role);
/// For the header of the column.
[[nodiscard]] QVariant answerHeader(const Column& column, int role);

}  // namespace billing::models
