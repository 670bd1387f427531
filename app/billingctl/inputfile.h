// What commands read: files, and standard input as "-".
#pragma once

#include <QByteArray>
#include <string>

#include "support/result.h"
#include "webhooks/signature.h"

namespace billing::ctl {

/// The whole file, or standard input for "-". NotFound when it cannot be read.
[[nodiscard]] Result<QByteArray> readInput(const std::string& path);

/// Lines "Name: value" as a browser's tools or `curl -i` show them; a first line like "POST /hook HTTP/1.1" is passed
/// over.
[[nodiscard]] Result<webhooks::Headers> parseHeaderLines(const std::string& text);

/// As text when it is UTF-8, else in base64.
[[nodiscard]] QString textOrBase64(const QByteArray& bytes, bool& isText);

}  // namespace billing::ctl
