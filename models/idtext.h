// Long ids, shortened so that both ends stay readable.
#pragma once

#include <QString>

namespace billing::models {

/// "sub_01H…X7Q2"; unchanged when it has no more than `most` characters (at least 8).
[[nodiscard]] QString shortId(const QString& id, int most = 16);

}  // namespace billing::models
