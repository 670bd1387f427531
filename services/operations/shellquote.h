// Text for a POSIX shell, so that nothing in it is taken for a command.
#pragma once

#include <QByteArray>
#include <QStringBuilder>

namespace billing::operations {

/// In single quotes; a quote inside leaves them for one letter. Everything but NUL passes.
[[nodiscard]] QByteArray shellQuoted(const QByteArray& text);

/// A command whose output is exactly these bytes: printf where they can be pasted into a terminal unharmed, else base64
/// -d.
[[nodiscard]] QByteArray shellPrinting(const QByteArray& bytes);

}  // namespace billing::operations
