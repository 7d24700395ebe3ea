// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Has the server keep people away from the user (SILENCE), where it can.
#pragma once

#include "Requests.h"

#include <spectrum/Commands.h>

namespace spectrum::irc
{

class Silence
{
public:
    Silence(Link &link, Requests &requests) : m_link(link), m_requests(requests) {}

    void setOnline() { m_isFull = false; }
    void set(const SetBlocked &order);

    // The server's word that it did it.
    void handle(const Line &line);
    // False when it refused something else.
    bool handleRefusal(int numeric, QByteArrayView name, const Error &error);

private:
    Link &m_link;
    Requests &m_requests;
    // The server's list takes nobody more: it is not asked in vain for each of many.
    bool m_isFull = false;
};

} // namespace spectrum::irc
