#include "app/billingctl/secretsout.h"

#include <fcntl.h>
#include <unistd.h>

#include <QString>
#include <cerrno>
#include <cstring>

#include "app/billingctl/waitfor.h"
#include "workspace/keyring.h"

namespace billing::ctl {
namespace {

Error cannotWrite(const std::string& path, int reason) {
  return {reason == EEXIST ? ErrorKind::Conflict : ErrorKind::ReadOnly,
          "secret_file_not_written",
          "The secret file " + path + " was not written",
          reason == EEXIST ? "it exists already" : std::strerror(reason),
          "Name a new file in a folder of your own",
          false,
          {}};
}

}  // namespace

Result<void> storeInKeyRing(const std::string& workspaceId, const std::vector<workspace::ImportedSecret>& secrets) {
  const auto ring = waitFor(workspace::openKeyRing());
  if (!ring || std::dynamic_pointer_cast<workspace::SessionKeyRing>(*ring))
    return failure(ErrorKind::Unavailable, "no_key_ring", "No key ring answers here, so no secret was stored", {},
                   "Use --secret-file-out FILE, or run this within the desktop");
  for (const auto& secret : secrets) {
    const auto written = waitFor((*ring)->write(QString::fromStdString(workspaceId + "/" + secret.name), secret.text));
    if (!written)
      return failure(ErrorKind::Timeout, "key_ring_silent", "The key ring does not answer", {}, "Unlock it");
    if (!*written) return failure(written->error());
  }
  return {};
}

Result<int> writeSecretFile(const std::string& path, const std::vector<workspace::ImportedSecret>& secrets) {
  std::string text = "# Signing secrets, one a line; for --secret-file. Keep this file to yourself.\n";
  int count = 0;
  for (const auto& secret : secrets)
    if (secret.signsWebhooks) {
      text += secret.text + " label=" + secret.name + "\n";
      ++count;
    }
  // Made with its rights, not given them afterwards: nobody else can have opened it in between.
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return failure(cannotWrite(path, errno));
  std::size_t done = 0;
  int trouble = 0;
  while (done < text.size() && trouble == 0) {
    const auto written = ::write(file, text.data() + done, text.size() - done);
    if (written >= 0)
      done += static_cast<std::size_t>(written);
    else if (errno != EINTR)
      trouble = errno;
  }
  if (trouble == 0 && ::fsync(file) != 0) trouble = errno;
  if (::close(file) != 0 && trouble == 0) trouble = errno;
  if (trouble == 0) return count;
  ::unlink(path.c_str());
  return failure(cannotWrite(path, trouble));
}

}  // namespace billing::ctl
