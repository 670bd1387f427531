// Who sells: what invoices, receipts and credit notes say about the seller. Table [company] of the profile.
#pragma once

#include <string>
#include <vector>

namespace billing::workspace {

struct Company {
  std::string name;                  ///< empty: the workspace's name is printed
  std::vector<std::string> address;  ///< lines, in their order
  std::string taxId;                 ///< "DE123456789", printed as it is written
  std::string email;
  std::string footer;  ///< one line at the bottom of every page: bank, register, ...
};

}  // namespace billing::workspace
