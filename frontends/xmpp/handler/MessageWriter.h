// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes what a message of the network says: text, formatting, files, a nudge and the time.
#pragma once

#include "../Options.h"

#include <spectrum/Message.h>

#include <vector>

namespace spectrum::xmpp
{

class ElementWriter;

class MessageWriter
{
public:
    // What follows the addresses.
    static void writeContent(ElementWriter &xml, const Message &message, const Options &options);

    // Whether partsOf() has anything to do.
    [[nodiscard]] static bool hasFiles(const Message &message)
    {
        return !message.attachments.isEmpty() ||
               message.html.contains(QLatin1String("<img"), Qt::CaseInsensitive);
    }
    // Clients show a file when its address is all that a message says (XEP-0066), so files may need messages
    // of their own.
    [[nodiscard]] static std::vector<Message> partsOf(const Message &message, const Options &options);

private:
    static void writeBody(ElementWriter &xml, const Message &message);
    static void writeFormatted(ElementWriter &xml, const Message &message, const Options &options);
};

} // namespace spectrum::xmpp
