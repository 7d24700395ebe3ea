// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FakeXmppServer.h"

#include <sys/socket.h>
#include <unistd.h>

namespace bench
{

namespace
{

// The length of the first complete top-level element, or 0 if it is not complete. Knows quotes, no comments.
size_t lengthOfElement(std::string_view text)
{
    int depth = 0;
    size_t at = 0;
    while ((at = text.find('<', at)) != std::string_view::npos) {
        const bool isEnd = at + 1 < text.size() && text[at + 1] == '/';
        char quote = 0;
        size_t end = at + 1;
        for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
            if (quote != 0)
                quote = text[end] == quote ? 0 : quote;
            else if (text[end] == '"' || text[end] == '\'')
                quote = text[end];
        }
        if (end >= text.size())
            return 0;
        if (isEnd)
            --depth;
        else if (text[end - 1] != '/')
            ++depth;
        at = end + 1;
        if (depth <= 0)
            return at;
    }
    return 0;
}

} // namespace

std::string_view attribute(std::string_view stanza, std::string_view name)
{
    const std::string_view tag = stanza.substr(0, stanza.find('>'));
    for (size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const size_t open = at + name.size() + 1;
        if (at == 0 || tag[at - 1] != ' ' || open >= tag.size() || tag[open - 1] != '=')
            continue;
        return tag.substr(open + 1, tag.find(tag[open], open + 1) - open - 1);
    }
    return {};
}

FakeXmppServer::FakeXmppServer(EventLoop &loop) : m_loop(loop), m_listener(listenOnLoopback())
{
    m_loop.watch(m_listener.fd, [this] { accept(); });
}

FakeXmppServer::~FakeXmppServer()
{
    m_loop.forget(m_listener.fd);
    close(m_listener.fd);
    if (m_fd >= 0) {
        m_loop.forget(m_fd);
        close(m_fd);
    }
}

void FakeXmppServer::flush()
{
    if (m_output.empty())
        return;
    writeAll(m_fd, m_output);
    m_output.clear();
}

void FakeXmppServer::accept()
{
    if (m_fd >= 0) {
        m_loop.forget(m_fd);
        close(m_fd);
    }
    m_fd = accept4(m_listener.fd, nullptr, nullptr, SOCK_CLOEXEC);
    m_hasHeader = m_isReady = false;
    m_input.clear();
    m_loop.watch(m_fd, [this] { read(); });
}

void FakeXmppServer::read()
{
    if (!readAvailable(m_fd, m_input)) {
        m_loop.forget(m_fd);
        close(m_fd);
        m_fd = -1;
        return;
    }
    if (!m_hasHeader)
        takeHeader();
    if (m_hasHeader)
        takeStanzas();
}

void FakeXmppServer::takeHeader()
{
    const size_t start = m_input.find("<stream:stream");
    const size_t end = start == std::string::npos ? start : m_input.find('>', start);
    if (end == std::string::npos)
        return;
    m_input.erase(0, end + 1);
    m_hasHeader = true;
    queue("<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' "
          "xmlns='jabber:component:accept' id='bench' from='irc.bench.example'>");
    flush();
}

void FakeXmppServer::takeStanzas()
{
    size_t done = 0;
    for (;;) {
        const std::string_view rest = std::string_view(m_input).substr(done);
        const size_t length = lengthOfElement(rest);
        if (length == 0)
            break;
        const size_t start = rest.find('<');
        handle(rest.substr(start, length - start));
        done += length;
    }
    m_input.erase(0, done);
    flush();
}

void FakeXmppServer::handle(std::string_view stanza)
{
    if (stanza.starts_with("<handshake")) {
        queue("<handshake/>");
        m_isReady = true;
        m_readySince = now();
    } else if (stanza.starts_with("<iq") && attribute(stanza, "type") == "get" &&
               attribute(stanza, "to").find('@') == std::string_view::npos) {
        queue("<iq type='result' id='" + std::string(attribute(stanza, "id")) + "' from='" +
              std::string(attribute(stanza, "to")) + "' to='irc.bench.example'/>");
    } else if (m_handler) {
        m_handler(stanza);
    }
}

} // namespace bench
