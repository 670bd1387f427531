#include "workspace/rulesreader.h"

namespace billing::workspace {

void readCompany(TableReader& root, Company& company) {
  auto table = root.table("company");
  if (!table) return;
  company.name = table->name("name", "Harbour Software GmbH");
  company.address = table->texts("address");
  company.taxId = table->text("tax_id");
  company.email = table->text("email");
  company.footer = table->text("footer");
  table->finish();
}

}  // namespace billing::workspace
