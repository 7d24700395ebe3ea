// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes neutral questions as the fields of a data form (XEP-0004), and reads what was filled in.
#pragma once

#include "stream/Element.h"
#include "stream/ElementWriter.h"

#include <spectrum/LoginStep.h>

#include <QMap>

namespace spectrum::xmpp::dataform
{

inline constexpr const char *ns = "jabber:x:data";

// The hidden field that says which kind of form it is (XEP-0068).
void writeFormType(ElementWriter &xml, const char *formType);
// With its default filled in, unless it is a secret.
void writeField(ElementWriter &xml, const Field &field);
// By the name of the field; of several values the first. Form is the <x/>.
[[nodiscard]] QMap<QString, QString> answersIn(const Element &form);

} // namespace spectrum::xmpp::dataform
