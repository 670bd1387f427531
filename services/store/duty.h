// What only one of several consoles on a server's database shall do: send the outbox, run the timetable.
#pragma once

#include <QString>

#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

/// Whether this program has the duty of that name, or takes it now because nobody has. It is given back when the
/// program ends or loses its connection, so it is asked again before each piece of work. On a file always: its lock
/// decides. Spares the others useless work; that nothing is done twice is kept by the states of the rows themselves.
[[nodiscard]] Result<bool> takeDuty(WriteContext& context, const QString& name);

}  // namespace billing::store
