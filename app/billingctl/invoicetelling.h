// An invoice in words, and as JSON.
#pragma once

#include <QJsonObject>

#include "store/invoicerecord.h"

namespace billing::ctl {

[[nodiscard]] QJsonObject invoiceJson(const store::InvoiceRecord& record);
void tellInvoice(const store::InvoiceRecord& record);

}  // namespace billing::ctl
