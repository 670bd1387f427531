// How many rows a view would show, asked beside the list that is shown.
#pragma once

#include <functional>

#include "operations/queries.h"

class QObject;

namespace billing::ui {

/// `told` is called on `about`'s thread, and not at all when the list is not known or cannot be read.
void countRows(operations::Queries& queries, const QString& list, store::ListQuery query, const CancelToken& cancel,
               QObject* about, std::function<void(qint64)> told);

}  // namespace billing::ui
